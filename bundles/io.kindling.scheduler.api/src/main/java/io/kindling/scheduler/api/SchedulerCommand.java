package io.kindling.scheduler.api;

import io.kindling.common.ExecutorId;
import io.kindling.common.JobId;
import io.kindling.common.ShuffleId;
import io.kindling.common.StageId;
import java.util.List;

/** What a scheduler wants done. */
public sealed interface SchedulerCommand {

    /**
     * Tell an executor where the map outputs of a shuffle are; always before the tasks that read them.
     *
     * @param epoch    counted up with each change
     * @param byMap    for each map partition, who has its output
     * @param attempts for each map partition, the task id whose output it is
     */
    record PublishMapOutputs(ExecutorId executor, ShuffleId shuffle, int epoch, List<ExecutorId> byMap, long[] attempts)
            implements SchedulerCommand {
    }

    /** Launch a batch on one executor. */
    record LaunchTasks(ExecutorId executor, StageId stage, int stageAttempt, List<TaskAttempt> tasks) implements SchedulerCommand {
    }

    /**
     * Let an executor give attempts back that have not begun there: for each of them it tells {@link TaskEndReason.Killed}. One that has begun
     * goes on as though nothing had been said.
     */
    record TakeBack(ExecutorId executor, List<Long> tasks) implements SchedulerCommand {

        public TakeBack {
            tasks = List.copyOf(tasks);
        }
    }

    /** End attempts whose results nobody wants. */
    record KillTasks(ExecutorId executor, List<Long> tasks, String reason) implements SchedulerCommand {
    }

    /**
     * Let one executor take over map outputs of another one, which keeps its own copies; {@link SchedulerEvent.OutputsMoved} tells
     * what came of it. The same outputs may be moved more than once, to the same executor too.
     *
     * @param move     names this command in the whole context
     * @param from     who has them, and is alive as far as is known
     * @param to       who takes them over
     * @param shuffle  whose outputs they are
     * @param maps     the map partitions, ascending
     * @param attempts for each of them, the task id whose output it is
     */
    record MoveOutputs(long move, ExecutorId from, ExecutorId to, ShuffleId shuffle, List<Integer> maps, List<Long> attempts)
            implements SchedulerCommand {

        public MoveOutputs {
            maps = List.copyOf(maps);
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * Nothing needs a draining executor any more: nothing runs there, no map output that could be wanted lies there, and no attempt
     * under way was told of one there. Told once; its loss costs nothing from now on.
     */
    record ExecutorDrained(ExecutorId executor) implements SchedulerCommand {
    }

    /**
     * A job waits for map outputs in a place where no executor is that could give them to readers: an executor without slots would do. Said again with
     * each {@link SchedulerEvent.Tick} as long as it is so; nothing else depends on whether anybody does anything.
     */
    record OutputsWanted(String place) implements SchedulerCommand {
    }

    /** A partition of a job's result is there; told once for each. */
    record PartitionDone(JobId job, int partition, byte[] result) implements SchedulerCommand {
    }

    /**
     * What the attempt that was registered for a partition has gathered for accumulators; told once for each partition of a result, and once for
     * each map output that is registered, before the {@link PartitionDone} or anything that follows from it.
     *
     * @param stage whose partition it is
     * @param jobs  who want the stage now; none if a map output is kept that was under way when its last job ended
     */
    record CountUpdates(StageId stage, List<JobId> jobs, int partition, byte[] updates) implements SchedulerCommand {

        public CountUpdates {
            jobs = List.copyOf(jobs);
        }
    }

    /** Every wanted partition of a job is there. */
    record JobSucceeded(JobId job) implements SchedulerCommand {
    }

    /** A job has failed. */
    record JobFailed(JobId job, JobFailure failure) implements SchedulerCommand {
    }

    /** A stage has begun, gone on or ended; for progress. */
    record StageProgress(JobId job, StageId stage, int attempt, StageState state, int tasks, int done, int running, int failed)
            implements SchedulerCommand {
    }

    /** Nobody needs this stage's code any more. */
    record StageRetired(StageId stage) implements SchedulerCommand {
    }
}
