package io.kindling.scheduler.api;

import io.kindling.common.JobId;
import java.util.List;

/**
 * What a scheduler knows at one moment.
 *
 * @param activeJobs   jobs that have not ended
 * @param executors    executors and their free slots
 * @param pendingTasks tasks that wait for a slot
 * @param runningTasks attempts under way
 */
public record SchedulerSnapshot(List<JobId> activeJobs, List<ExecutorView> executors, int pendingTasks, int runningTasks) {
}
