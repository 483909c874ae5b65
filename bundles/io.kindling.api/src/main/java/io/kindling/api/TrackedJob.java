package io.kindling.api;

/**
 * A job at one moment; what Spark calls a job info.
 *
 * @param jobId    its number in the application
 * @param stageIds the stages that it may need, those that are read first first
 * @param status   how it is
 */
public record TrackedJob(int jobId, int[] stageIds, JobExecutionStatus status) {

    public TrackedJob {
        stageIds = stageIds.clone();
    }

    @Override
    public int[] stageIds() {
        return stageIds.clone();
    }
}
