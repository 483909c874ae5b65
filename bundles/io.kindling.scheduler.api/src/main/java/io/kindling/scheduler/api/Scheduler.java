package io.kindling.scheduler.api;

import io.kindling.common.ExecutorId;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The state of all jobs of one context as a pure, deterministic state machine: the same events at the same times
 * give the same commands. No threads, no I/O, no clock, no randomness, no logging. One agent owns it; not thread-safe.
 *
 * <p>Promises: every partition of a job is credited once; what comes from an attempt, an executor or a stage
 * attempt that is over changes nothing but slots it still holds; a job ends with {@link SchedulerCommand.JobSucceeded}
 * or {@link SchedulerCommand.JobFailed}, once.
 */
@ProviderType
public interface Scheduler {

    /**
     * Takes one event and tells what is to be done, in order.
     *
     * @param event what happened
     * @param nowNanos monotonic time, never less than before
     */
    List<SchedulerCommand> onEvent(SchedulerEvent event, long nowNanos);

    /** The executor where a task attempt is under way, or null if it is not or this scheduler cannot tell. */
    default ExecutorId executorOf(final long task) {
        return null;
    }

    /** What a task attempt is for that is under way on an executor, or null if it is not or this scheduler cannot tell. Called for every task. */
    default StageAttempt stageOf(final ExecutorId executor, final long task) {
        return null;
    }

    /** What it knows now, for status and tests. */
    SchedulerSnapshot snapshot();
}
