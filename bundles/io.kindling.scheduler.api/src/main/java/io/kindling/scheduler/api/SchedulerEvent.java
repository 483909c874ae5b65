package io.kindling.scheduler.api;

import io.kindling.common.ExecutorId;
import io.kindling.common.JobId;
import io.kindling.common.ShuffleId;
import java.util.List;

/** What happens to a scheduler. */
public sealed interface SchedulerEvent {

    /**
     * A job begins.
     *
     * @param job        its number
     * @param stages     all stages that it may need, those that are read first first, the result stage last; map stages that
     *                   another job has brought with the same id are shared, and their outputs used as they are
     * @param partitions the partitions of the result stage that are wanted
     */
    record JobSubmitted(JobId job, List<StageNode> stages, List<Integer> partitions) implements SchedulerEvent {

        public JobSubmitted {
            stages = List.copyOf(stages);
            partitions = List.copyOf(partitions);
        }
    }

    /** A job is not wanted any more. */
    record JobCancelled(JobId job, String reason) implements SchedulerEvent {
    }

    /** An executor can take tasks. */
    record ExecutorRegistered(ExecutorId executor, String host, int slots) implements SchedulerEvent {
    }

    /**
     * An executor is gone, and its map outputs with it.
     *
     * @param counts whether this counts as a failure of the tasks that it ran
     * @param cause  in one sentence or more, with the log's tail, for the error of a job that dies of it
     */
    record ExecutorLost(ExecutorId executor, boolean counts, String cause) implements SchedulerEvent {
    }

    /** An executor has not been heard of for some time: it gets no new tasks until {@link ExecutorTrusted}. */
    record ExecutorSuspected(ExecutorId executor) implements SchedulerEvent {
    }

    /** A suspected executor has been heard of again. */
    record ExecutorTrusted(ExecutorId executor) implements SchedulerEvent {
    }

    /** A task attempt has ended. May come late, twice, or from an executor that is gone. */
    record TaskEnded(ExecutorId executor, long task, TaskEndReason reason) implements SchedulerEvent {
    }

    /** Nobody will read this shuffle again: its map outputs may be forgotten. */
    record ShuffleReleased(ShuffleId shuffle) implements SchedulerEvent {
    }

    /** The cluster will never give another executor: jobs that need one fail now. */
    record ClusterFailed(String reason) implements SchedulerEvent {
    }

    /** Time has passed. */
    record Tick() implements SchedulerEvent {
    }
}
