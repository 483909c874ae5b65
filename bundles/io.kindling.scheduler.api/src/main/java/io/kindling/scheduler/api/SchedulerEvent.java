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

    /**
     * An executor can take tasks.
     *
     * @param slots   how many; 0 for a custodian, which gives to readers what others have left in its place and gets nothing else. It is drained, with an
     *                {@link SchedulerCommand.ExecutorDrained} at the end, when another executor is there for that, or nothing is left to give
     * @param outputs where its map outputs lie, so that all executors with the same place can give them to readers, also when it is gone; null
     *                if only it can
     */
    record ExecutorRegistered(ExecutorId executor, String host, int slots, String outputs) implements SchedulerEvent {

        /** One whose map outputs go with it. */
        public ExecutorRegistered(final ExecutorId executor, final String host, final int slots) {
            this(executor, host, slots, null);
        }
    }

    /**
     * An executor is gone, and its map outputs with it, unless others can give them to readers: those that are there now, or the first that
     * comes while {@link SchedulerSettings#outputsWaitNanos} have not passed in which a job could have gone on.
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

    /**
     * An executor is to go in peace: it gets no new task ever again, what runs on it goes on, its map outputs are handed over to
     * executors that stay ({@link SchedulerCommand.MoveOutputs}), and when nothing needs it any more
     * {@link SchedulerCommand.ExecutorDrained} says so. Cached partitions on it are not handed over: they are computed again where
     * they are wanted. There is no way back. Told of an executor that is registered; else, or if told again, it changes nothing.
     *
     * @param leavesPlace whether nobody will come any more where its map outputs lie, so that those that outlive it are handed over as others are
     */
    record ExecutorDraining(ExecutorId executor, boolean leavesPlace) implements SchedulerEvent {

        /** Others may come in its place. */
        public ExecutorDraining(final ExecutorId executor) {
            this(executor, false);
        }
    }

    /**
     * What has come of a {@link SchedulerCommand.MoveOutputs}, or of a part of it: each of its maps is settled by one of these,
     * the first one that names it. May come late, twice, or never.
     *
     * @param to      who was to take them over, and tells this
     * @param move    the command's number
     * @param moved   maps whose outputs are there now as well
     * @param failed  maps whose outputs are not
     * @param problem why not, in words; null if none failed
     */
    record OutputsMoved(ExecutorId to, long move, List<Integer> moved, List<Integer> failed, String problem) implements SchedulerEvent {

        public OutputsMoved {
            moved = List.copyOf(moved);
            failed = List.copyOf(failed);
        }
    }

    /**
     * A task attempt has ended. May come late, twice, or from an executor that is gone.
     *
     * @param runNanos how long it ran on its thread, without the time for which it waited there; negative if that is not known
     */
    record TaskEnded(ExecutorId executor, long task, TaskEndReason reason, long runNanos) implements SchedulerEvent {

        /** Of one that ran for nobody knows how long. */
        public TaskEnded(final ExecutorId executor, final long task, final TaskEndReason reason) {
            this(executor, task, reason, -1);
        }
    }

    /** Several task attempts have ended, in this order: the same as one after the other, but free slots are filled once. */
    record TasksEnded(List<TaskEnded> ends) implements SchedulerEvent {

        public TasksEnded {
            ends = List.copyOf(ends);
        }
    }

    /** Nobody will read this shuffle again: its map outputs may be forgotten. */
    record ShuffleReleased(ShuffleId shuffle) implements SchedulerEvent {
    }

    /** The cluster will never give another executor: jobs that need one fail, until {@link ClusterChanged} or {@link ExecutorRegistered}. */
    record ClusterFailed(String reason) implements SchedulerEvent {
    }

    /** Executors are to come from another cluster from now on: what {@link ClusterFailed} said before does not hold for it. */
    record ClusterChanged() implements SchedulerEvent {
    }

    /** Time has passed. */
    record Tick() implements SchedulerEvent {
    }
}
