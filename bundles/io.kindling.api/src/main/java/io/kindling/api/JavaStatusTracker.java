package io.kindling.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells how far jobs and stages are: those under way and the last ones that have ended. Each answer is of one moment. Thread-safe; waits a few
 * seconds at the most.
 */
@ProviderType
public interface JavaStatusTracker {

    /** The jobs of a group that are known, in no order; those of no group for null. */
    int[] getJobIdsForGroup(String jobGroup);

    /** The jobs with a tag that are known, in no order. */
    int[] getJobIdsForTag(String jobTag);

    /** The stages that have tasks under way or waiting. */
    int[] getActiveStageIds();

    /** The jobs that have not ended. */
    int[] getActiveJobIds();

    /** A job, or null if nothing is known of it any more. */
    TrackedJob getJobInfo(int jobId);

    /** The last attempt of a stage, or null if it has not begun or nothing is known of it any more. */
    TrackedStage getStageInfo(int stageId);

    /** The executors that can take tasks. */
    TrackedExecutor[] getExecutorInfos();
}
