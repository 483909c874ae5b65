package io.kindling.scheduler.api;

/**
 * The scheduler's figures.
 *
 * @param maxTaskFailures            how many attempts of one partition may fail before its job does, {@code kindling.task.maxFailures}
 * @param maxStageAttempts           how many attempts in a row a stage may lose to fetch failures, {@code kindling.stage.maxConsecutiveAttempts}
 * @param cpusPerTask                slots that a task takes, {@code kindling.task.cpus}
 * @param unschedulableTimeoutNanos  how long tasks may wait without any executor before their job fails; counted from when there is none
 */
public record SchedulerSettings(int maxTaskFailures, int maxStageAttempts, int cpusPerTask, long unschedulableTimeoutNanos) {
}
