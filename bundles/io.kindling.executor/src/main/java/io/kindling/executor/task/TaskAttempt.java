package io.kindling.executor.task;

import io.kindling.protocol.message.LaunchTasks.TaskDescription;
import io.kindling.protocol.message.TaskMetrics;
import io.kindling.protocol.message.TaskStatus;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Consumer;

/** One attempt, from its launch to its end. Runs on a task thread; any thread may kill it. */
public final class TaskAttempt implements Runnable {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final LoadedStage stage;
    private final TaskDescription task;
    private final MemoryBudget budget;
    private final Consumer<TaskStatus> ended;
    private final Runnable outOfMemory;
    private final Object interrupting = new Object(); // so that an interrupt never meets the next attempt on the thread
    private volatile String killed;
    private Thread thread;

    /**
     * Prepares it.
     *
     * @param ended       told once how it ended, on the task's thread, after everything has been cleaned up
     * @param outOfMemory told before that if memory was what failed
     */
    public TaskAttempt(final LoadedStage stage, final TaskDescription task, final MemoryBudget budget,
                       final Consumer<TaskStatus> ended, final Runnable outOfMemory) {
        this.stage = stage;
        this.task = task;
        this.budget = budget;
        this.ended = ended;
        this.outOfMemory = outOfMemory;
    }

    /** Names the attempt. */
    public long id() {
        return task.id();
    }

    /** The attempt is not wanted any more; it ends soon, or never starts. */
    public void kill(final String reason) {
        killed = reason == null ? "killed" : reason;
        synchronized (interrupting) {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    @Override
    public void run() {
        final Thread current = Thread.currentThread();
        synchronized (interrupting) {
            thread = current;
        }
        final ClassLoader before = current.getContextClassLoader();
        TaskStatus status;
        try {
            status = killed == null ? attempt() : new TaskStatus.Killed(id());
        } catch (final Throwable e) {
            if (TaskFailures.isOutOfMemory(e)) {
                outOfMemory.run();
            }
            status = TaskFailures.statusOf(id(), e, killed != null);
        }
        // Felix remembers threads that met while they loaded a class, also when they have ended: no application may hang on them.
        current.setContextClassLoader(TaskAttempt.class.getClassLoader());
        current.setContextClassLoader(before);
        synchronized (interrupting) {
            thread = null;
        }
        Thread.interrupted();
        ended.accept(status);
    }

    private TaskStatus attempt() throws Exception {
        final Workplace workplace = stage.workplace();
        Thread.currentThread().setContextClassLoader(workplace.space().loader()); // what libraries look for classes and services with
        final long start = workplace.clock().nanoTime();
        final long startCpu = cpu();
        try (AttemptEnvironment environment = new AttemptEnvironment(workplace, stage, task, budget.open(), () -> killed)) {
            final byte[] result = stage.program().run(environment);
            final TaskMetrics metrics = new TaskMetrics(workplace.clock().nanoTime() - start, cpu() - startCpu, environment.counters().recordsRead,
                    environment.counters().shuffleBytesRead, environment.counters().shuffleBytesWritten, environment.counters().spilledBytes);
            return TaskFailures.checked(id(), result, metrics);
        }
    }

    private static long cpu() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    }
}
