package io.kindling.executor.task;

import io.kindling.api.TaskMetrics;
import io.kindling.common.Clock;
import io.kindling.dataflow.TaskCounters;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/** What an attempt costs, measured on its thread from now on. */
final class AttemptMetrics implements TaskMetrics {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Clock clock;
    private final TaskCounters counters;
    private final long startNanos;
    private final long startCpu = cpu();

    AttemptMetrics(final Clock clock, final TaskCounters counters) {
        this.clock = clock;
        this.counters = counters;
        startNanos = clock.nanoTime();
    }

    /** As the driver is told at the end. */
    io.kindling.protocol.message.TaskMetrics total() {
        return new io.kindling.protocol.message.TaskMetrics(clock.nanoTime() - startNanos, cpu() - startCpu, counters.recordsRead,
                counters.shuffleBytesRead, counters.shuffleBytesWritten, counters.spilledBytes);
    }

    private static long cpu() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    }

    @Override
    public long executorRunTime() {
        return TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - startNanos);
    }

    @Override
    public long executorCpuTime() {
        return cpu() - startCpu;
    }

    @Override
    public long recordsRead() {
        return counters.recordsRead;
    }

    @Override
    public long shuffleBytesRead() {
        return counters.shuffleBytesRead;
    }

    @Override
    public long shuffleBytesWritten() {
        return counters.shuffleBytesWritten;
    }

    @Override
    public long diskBytesSpilled() {
        return counters.spilledBytes;
    }
}
