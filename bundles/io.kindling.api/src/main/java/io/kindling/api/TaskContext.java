package io.kindling.api;

import io.kindling.api.spi.CurrentTask;
import io.kindling.api.spi.RunningTask;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a function may ask about the task attempt that runs it. Of one attempt: functions get it anew with {@link #get()} and do not keep it.
 * Thread-safe, so that a task may hand it to threads of its own.
 */
@ProviderType
public abstract class TaskContext {

    /** For executors. */
    protected TaskContext() {
    }

    /** The attempt that the calling thread runs; null at the driver, and on threads that a task has started. */
    public static TaskContext get() {
        final RunningTask task = CurrentTask.get();
        return task == null ? null : task.context();
    }

    /** The partition of the attempt that the calling thread runs; 0 outside of tasks. */
    public static int getPartitionId() {
        final TaskContext context = get();
        return context == null ? 0 : context.partitionId();
    }

    /** Whether the attempt has ended, well or not. */
    public abstract boolean isCompleted();

    /** Whether the attempt has failed. */
    public abstract boolean isFailed();

    /** Whether the attempt has been killed: nobody wants its result. */
    public abstract boolean isInterrupted();

    /** The number of the stage in the application. */
    public abstract int stageId();

    /** How often the stage was begun before: 0 for the first attempt of it. */
    public abstract int stageAttemptNumber();

    /** The partition of the stage. */
    public abstract int partitionId();

    /** How many partitions the stage has. */
    public abstract int numPartitions();

    /** How often the task of this partition was tried before: 0 for the first attempt. */
    public abstract int attemptNumber();

    /** Names the attempt in the whole application. */
    public abstract long taskAttemptId();

    /** How many slots the task takes, as {@code kindling.task.cpus} says. */
    public abstract int cpus();

    /** A property that was set at the driver, on the thread that called the action; null if it was not. */
    public abstract String getLocalProperty(String key);

    /** Why the attempt has been killed; empty as long as it has not been. */
    public abstract Optional<String> getKillReason();

    /**
     * Ends the attempt if it has been killed. For loops that do not block: executors look for a kill between records, and interrupt the thread.
     *
     * @throws TaskKilledException if it has been killed; let it through
     */
    public abstract void killTaskIfInterrupted();

    /** What the attempt has done so far. */
    public abstract TaskMetrics taskMetrics();

    /**
     * Calls a listener when the attempt ends, well or not, on its thread; at once if it has ended. The last one added is called first; each is
     * called, whatever the others throw, and what one throws fails the attempt.
     *
     * @return this
     */
    public abstract TaskContext addTaskCompletionListener(TaskCompletionListener listener);

    /**
     * Calls a listener if the attempt fails or is killed, before those of its completion; at once if it has failed.
     *
     * @return this
     */
    public abstract TaskContext addTaskFailureListener(TaskFailureListener listener);
}
