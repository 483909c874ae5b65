package io.kindling.executor.task;

import io.kindling.api.spi.CurrentTask;
import io.kindling.protocol.message.LaunchTasks.TaskDescription;
import io.kindling.protocol.message.TaskStatus;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** One attempt, from its launch to its end. Runs on a task thread; any thread may kill it. */
public final class TaskAttempt implements Runnable {

    private final LoadedStage stage;
    private final int stageAttempt;
    private final TaskDescription task;
    private final MemoryBudget budget;
    private final Semaphore places;
    private final Consumer<TaskStatus> ended;
    private final Runnable outOfMemory;
    private final Object interrupting = new Object(); // so that an interrupt never meets the next attempt on the thread
    private volatile String killed;
    private Thread thread;
    private boolean begun;
    private long recordsRead; // by the time it failed; its own thread's
    private boolean withdrawn;

    /**
     * Prepares it.
     *
     * @param stageAttempt of the stage, from 0
     * @param places       how many attempts may run at once, on whatever threads; this one takes one of them
     * @param ended       told once how it ended, on the task's thread, after everything has been cleaned up
     * @param outOfMemory told after that if memory was what failed
     */
    public TaskAttempt(final LoadedStage stage, final int stageAttempt, final TaskDescription task, final MemoryBudget budget, final Semaphore places,
                       final Consumer<TaskStatus> ended, final Runnable outOfMemory) {
        this.stage = stage;
        this.stageAttempt = stageAttempt;
        this.task = task;
        this.budget = budget;
        this.places = places;
        this.ended = ended;
        this.outOfMemory = outOfMemory;
    }

    /** Names the attempt. */
    public long id() {
        return task.id();
    }

    /** The thread that runs it now; null if none does. */
    public Thread thread() {
        synchronized (interrupting) {
            return thread;
        }
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

    /** Lets it never begin, unless it has; then it tells nobody that it ended. */
    public boolean withdraw() {
        synchronized (interrupting) {
            withdrawn |= !begun;
            return withdrawn;
        }
    }

    @Override
    public void run() {
        places.acquireUninterruptibly(); // there is one, unless another version of the code is at work, or a task takes several slots
        try {
            runNow(Thread.currentThread());
        } finally {
            places.release();
        }
    }

    private void runNow(final Thread current) {
        synchronized (interrupting) {
            if (withdrawn) {
                return;
            }
            begun = true;
            thread = current;
        }
        final ClassLoader before = current.getContextClassLoader();
        TaskStatus status;
        boolean memoryGone = false;
        try {
            status = killed == null ? attempt() : new TaskStatus.Killed(id());
        } catch (final Throwable e) {
            memoryGone = TaskFailures.isOutOfMemory(e);
            status = TaskFailures.statusOf(id(), e, killed != null, recordsRead);
        }
        // Felix remembers threads that met while they loaded a class, also when they have ended: no application may hang on them.
        current.setContextClassLoader(TaskAttempt.class.getClassLoader());
        current.setContextClassLoader(before);
        synchronized (interrupting) {
            thread = null;
        }
        Thread.interrupted();
        ended.accept(status);
        if (memoryGone) {
            outOfMemory.run();
        }
    }

    private TaskStatus attempt() throws Exception {
        final Workplace workplace = stage.workplace();
        Thread.currentThread().setContextClassLoader(workplace.space().loader()); // what libraries look for classes and services with
        try (AttemptEnvironment environment = new AttemptEnvironment(workplace, stage, task, budget.open(), () -> killed)) {
            final AttemptMetrics metrics = new AttemptMetrics(workplace.clock(), environment.counters());
            final AttemptContext context = new AttemptContext(stage, stageAttempt, task, workplace, () -> killed, metrics);
            CurrentTask.enter(context);
            try {
                final byte[] result = run(environment, context);
                final byte[] updates = context.updates(workplace.space(), TaskFailures.LARGEST_UPDATES);
                environment.succeeded();
                return new TaskStatus.Succeeded(id(), result, metrics.total(), updates);
            } finally {
                CurrentTask.leave();
            }
        }
    }

    /** With its listeners: they belong to the attempt, and what they gather counts. */
    private byte[] run(final AttemptEnvironment environment, final AttemptContext context) throws Exception {
        final byte[] result;
        try {
            result = stage.program().run(environment);
        } catch (final Throwable e) {
            recordsRead = environment.counters().recordsRead;
            environment.failed(e);
            context.fail(e);
            throw e;
        }
        context.succeed();
        return result;
    }
}
