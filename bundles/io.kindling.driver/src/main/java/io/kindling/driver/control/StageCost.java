package io.kindling.driver.control;

import io.kindling.protocol.message.TaskMetrics;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the tasks of a stage's last attempt have cost that have succeeded, those of copies that were too late included. The agent's own. */
final class StageCost {

    private static final TaskMetrics NOTHING = new TaskMetrics(0, 0, 0, 0, 0, 0);

    private int attempt;
    private TaskMetrics total = NOTHING;

    /** A task of an attempt has succeeded; a new attempt begins anew. */
    void add(final int of, final TaskMetrics task) {
        if (of < attempt) {
            return;
        }
        final TaskMetrics before = of == attempt ? total : NOTHING;
        attempt = of;
        total = new TaskMetrics(before.runNanos() + task.runNanos(), before.cpuNanos() + task.cpuNanos(), before.recordsRead() + task.recordsRead(),
                before.shuffleBytesRead() + task.shuffleBytesRead(), before.shuffleBytesWritten() + task.shuffleBytesWritten(),
                before.spilledBytes() + task.spilledBytes());
    }

    /** The keys and values, in turn, that an event tells of an attempt. */
    List<Object> properties(final int of) {
        final TaskMetrics its = of == attempt ? total : NOTHING;
        return List.of("runMillis", TimeUnit.NANOSECONDS.toMillis(its.runNanos()), "cpuMillis", TimeUnit.NANOSECONDS.toMillis(its.cpuNanos()),
                "recordsRead", its.recordsRead(), "shuffleBytesRead", its.shuffleBytesRead(), "shuffleBytesWritten", its.shuffleBytesWritten(),
                "spilledBytes", its.spilledBytes());
    }
}
