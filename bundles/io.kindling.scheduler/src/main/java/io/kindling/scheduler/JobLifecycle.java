package io.kindling.scheduler;

import io.kindling.common.ShuffleId;
import io.kindling.scheduler.api.JobFailure;
import io.kindling.scheduler.api.SchedulerCommand.JobFailed;
import io.kindling.scheduler.api.SchedulerCommand.JobSucceeded;
import io.kindling.scheduler.api.SchedulerCommand.StageRetired;
import io.kindling.scheduler.api.SchedulerEvent.JobCancelled;
import io.kindling.scheduler.api.SchedulerEvent.JobSubmitted;
import io.kindling.scheduler.api.StageState;

/** Begins and ends jobs, and lets go of stages that nobody needs. */
final class JobLifecycle {

    private final SchedulerState state;
    private final JobAdmission admission;
    private final FailureReports reports;
    private final Progress progress;

    JobLifecycle(final SchedulerState state, final FailureReports reports, final Progress progress) {
        this.state = state;
        this.admission = new JobAdmission(state);
        this.reports = reports;
        this.progress = progress;
    }

    void onSubmitted(final JobSubmitted event, final long nowNanos) {
        if (state.jobs().find(event.job()) != null) {
            return;
        }
        final String problem = admission.problem(event);
        if (problem != null) {
            state.outbox().add(new JobFailed(event.job(), reports.refused(problem)));
            return;
        }
        final Job job = admission.admit(event, nowNanos);
        if (job.result().results().missingCount() == 0) {
            succeed(job);
        }
    }

    void onCancelled(final JobCancelled event) {
        final Job job = state.jobs().find(event.job());
        if (job != null) {
            fail(job, reports.cancelled(event.reason()));
        }
    }

    void onReleased(final ShuffleId shuffle) {
        final StageRun run = state.graph().producer(shuffle);
        if (run != null) {
            run.release();
            state.graph().suspectUnneeded(run);
        }
    }

    void succeed(final Job job) {
        if (job.isActive()) {
            job.become(JobState.SUCCEEDED);
            state.outbox().add(new JobSucceeded(job.id()));
            leave(job);
        }
    }

    void fail(final Job job, final JobFailure failure) {
        if (job.isActive()) {
            job.become(JobState.FAILED);
            for (final StageRun run : job.stages()) {
                if (run.state() == StageState.RUNNING && run.wanting().contains(job)) {
                    progress.tell(job, run, StageState.FAILED);
                }
            }
            state.outbox().add(new JobFailed(job.id(), failure));
            leave(job);
        }
    }

    private void leave(final Job job) {
        state.jobs().remove(job);
        if (job.result().state() != StageState.COMPLETE) {
            job.result().become(StageState.FAILED);
        }
        for (final StageRun run : job.stages()) {
            run.members().remove(job);
            if (run.members().isEmpty()) {
                state.graph().suspectUnneeded(run);
            }
        }
        state.graph().touch();
    }

    /**
     * Retires what no job and no shuffle that is alive can need: the code of a map stage is wanted for reruns until
     * its shuffle is released.
     */
    void retireUnneeded() {
        for (final StageRun run : state.graph().takePerhapsUnneeded()) {
            if (run.members().isEmpty() && (run.owner() != null || run.isReleased())
                    && state.graph().find(run.node().id()) == run) {
                state.graph().remove(run);
                if (run.node().writes() != null) {
                    run.become(run.state() == StageState.COMPLETE ? StageState.WAITING : run.state());
                    run.become(StageState.FAILED);
                    state.outputs().forget(run.node().writes());
                    state.executors().forget(run.node().writes());
                }
                state.outbox().add(new StageRetired(run.node().id()));
            }
        }
    }
}
