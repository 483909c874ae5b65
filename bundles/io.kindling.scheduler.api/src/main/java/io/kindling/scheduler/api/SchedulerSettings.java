package io.kindling.scheduler.api;

/**
 * The scheduler's figures.
 *
 * @param maxTaskFailures            how many attempts of one partition may fail before its job does, {@code kindling.task.maxFailures}
 * @param maxStageAttempts           how many attempts in a row a stage may lose to fetch failures, {@code kindling.stage.maxConsecutiveAttempts}
 * @param cpusPerTask                slots that a task takes, {@code kindling.task.cpus}
 * @param unschedulableTimeoutNanos  how long tasks may wait without any executor before their job fails; counted from when there is none
 * @param aheadNanos                 for how much work an executor may have tasks waiting beyond its slots, {@code kindling.scheduler.taskQueueTime};
 *                                   0 for none
 * @param speculation                second attempts of tasks that take far longer than others
 * @param outputsWaitNanos           how long jobs wait for an executor that can read what one that is gone has left, {@code kindling.shuffle.service.timeout}
 */
public record SchedulerSettings(int maxTaskFailures, int maxStageAttempts, int cpusPerTask, long unschedulableTimeoutNanos, long aheadNanos,
                                Speculation speculation, long outputsWaitNanos) {

    /** Nobody waits for map outputs that were left. */
    public SchedulerSettings(final int maxTaskFailures, final int maxStageAttempts, final int cpusPerTask, final long unschedulableTimeoutNanos,
                             final long aheadNanos, final Speculation speculation) {
        this(maxTaskFailures, maxStageAttempts, cpusPerTask, unschedulableTimeoutNanos, aheadNanos, speculation, 0);
    }

    /** No task waits at an executor, and there is no speculation. */
    public SchedulerSettings(final int maxTaskFailures, final int maxStageAttempts, final int cpusPerTask, final long unschedulableTimeoutNanos) {
        this(maxTaskFailures, maxStageAttempts, cpusPerTask, unschedulableTimeoutNanos, 0, Speculation.OFF);
    }
}
