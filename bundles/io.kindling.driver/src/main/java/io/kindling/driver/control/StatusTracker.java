package io.kindling.driver.control;

import io.kindling.api.JavaStatusTracker;
import io.kindling.api.TrackedExecutor;
import io.kindling.api.TrackedJob;
import io.kindling.api.TrackedStage;
import java.util.Objects;

/** Asks the agent. Groups and tags are those of one session, as are the jobs that are told of, if it is not the application's first. */
final class StatusTracker implements JavaStatusTracker {

    private final Questions questions;
    private final ControlState state;
    private final int session;

    StatusTracker(final Questions questions, final ControlState state, final int session) {
        this.session = session;
        this.questions = questions;
        this.state = state;
    }

    @Override
    public int[] getJobIdsForGroup(final String jobGroup) {
        return questions.ask(() -> state.jobLog().matching(request -> request.session() == session && Objects.equals(jobGroup, request.group())), new int[0]);
    }

    @Override
    public int[] getJobIdsForTag(final String jobTag) {
        return questions.ask(() -> state.jobLog().matching(request -> request.session() == session && request.hasTag(jobTag)), new int[0]);
    }

    @Override
    public int[] getActiveStageIds() {
        return questions.ask(() -> state.stageLog().active(), new int[0]);
    }

    @Override
    public int[] getActiveJobIds() {
        return questions.ask(() -> state.jobs().matching(request -> session == 0 || request.session() == session).stream().mapToInt(job -> job.value()).toArray(), new int[0]);
    }

    @Override
    public TrackedJob getJobInfo(final int jobId) {
        return questions.ask(() -> state.jobLog().tracked(jobId), null);
    }

    @Override
    public TrackedStage getStageInfo(final int stageId) {
        return questions.ask(() -> state.stageLog().tracked(stageId), null);
    }

    @Override
    public TrackedExecutor[] getExecutorInfos() {
        return questions.ask(() -> state.executorLog().all(state.executors().withSlots()).stream()
                .filter(executor -> executor.state().equals(ExecutorState.REGISTERED.name()))
                .map(executor -> new TrackedExecutor(executor.executor(), executor.host(), executor.slots(), executor.running()))
                .toArray(TrackedExecutor[]::new), new TrackedExecutor[0]);
    }
}
