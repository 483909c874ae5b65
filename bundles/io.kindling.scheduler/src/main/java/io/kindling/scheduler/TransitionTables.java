package io.kindling.scheduler;

import io.kindling.common.StateMachine;
import io.kindling.scheduler.api.StageState;

/** Which state may follow which, for all that the scheduler keeps. */
final class TransitionTables {

    static final StateMachine<JobState> JOB = StateMachine.of("job", JobState.class)
            .allow(JobState.ACTIVE, JobState.SUCCEEDED, "all wanted partitions delivered")
            .allow(JobState.ACTIVE, JobState.FAILED, "failed or cancelled")
            .build();

    static final StateMachine<StageState> STAGE = StateMachine.of("stage", StageState.class)
            .allow(StageState.WAITING, StageState.RUNNING, "wanted, and its inputs are complete")
            .allow(StageState.WAITING, StageState.COMPLETE, "attempts that were under way supplied the rest")
            .allow(StageState.WAITING, StageState.FAILED, "its job ended")
            .allow(StageState.RUNNING, StageState.WAITING, "its inputs were lost, or nobody wants it now")
            .allow(StageState.RUNNING, StageState.COMPLETE, "every wanted partition is there")
            .allow(StageState.RUNNING, StageState.FAILED, "a task failed too often, or its job ended")
            .allow(StageState.COMPLETE, StageState.RUNNING, "outputs were lost and are wanted")
            .allow(StageState.COMPLETE, StageState.WAITING, "outputs were lost and are wanted, but so were the inputs")
            .build();

    static final StateMachine<AttemptState> ATTEMPT = StateMachine.of("task attempt", AttemptState.class)
            .allow(AttemptState.RUNNING, AttemptState.KILLING, "nobody wants it now")
            .allow(AttemptState.RUNNING, AttemptState.VOIDED, "its input was taken back")
            .allow(AttemptState.RUNNING, AttemptState.SUCCEEDED, "done")
            .allow(AttemptState.RUNNING, AttemptState.FAILED, "threw, could not read, or never started")
            .allow(AttemptState.RUNNING, AttemptState.KILLED, "killed without our wish")
            .allow(AttemptState.RUNNING, AttemptState.LOST, "executor lost")
            .allow(AttemptState.KILLING, AttemptState.VOIDED, "its input was taken back before it ended")
            .allow(AttemptState.KILLING, AttemptState.SUCCEEDED, "it was faster than the kill")
            .allow(AttemptState.KILLING, AttemptState.FAILED, "it failed before the kill came")
            .allow(AttemptState.KILLING, AttemptState.KILLED, "kill confirmed")
            .allow(AttemptState.KILLING, AttemptState.LOST, "executor lost")
            .allow(AttemptState.VOIDED, AttemptState.SUCCEEDED, "it was faster than the kill; not used")
            .allow(AttemptState.VOIDED, AttemptState.FAILED, "it failed before the kill came")
            .allow(AttemptState.VOIDED, AttemptState.KILLED, "kill confirmed")
            .allow(AttemptState.VOIDED, AttemptState.LOST, "executor lost")
            .build();

    static final StateMachine<ExecutorState> EXECUTOR = StateMachine.of("executor", ExecutorState.class)
            .allow(ExecutorState.TRUSTED, ExecutorState.SUSPECTED, "heartbeats missing")
            .allow(ExecutorState.SUSPECTED, ExecutorState.TRUSTED, "heard of again")
            .allow(ExecutorState.TRUSTED, ExecutorState.LOST, "gone")
            .allow(ExecutorState.SUSPECTED, ExecutorState.LOST, "gone")
            .build();

    static final StateMachine<DrainState> DRAIN = StateMachine.of("draining of executor", DrainState.class)
            .allow(DrainState.HANDING_OVER, DrainState.LAST_READERS, "nothing runs or lies on it")
            .allow(DrainState.LAST_READERS, DrainState.DRAINED, "the attempts that knew it have ended")
            .allow(DrainState.HANDING_OVER, DrainState.LOST, "gone")
            .allow(DrainState.LAST_READERS, DrainState.LOST, "gone")
            .build();

    private TransitionTables() {
    }
}
