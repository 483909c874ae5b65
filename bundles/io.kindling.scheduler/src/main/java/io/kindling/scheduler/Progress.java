package io.kindling.scheduler;

import io.kindling.scheduler.api.SchedulerCommand.StageProgress;
import io.kindling.scheduler.api.StageState;

/** Tells how stages get on: when they begin and end, and in between at each hundredth of their tasks. */
final class Progress {

    private static final int STEPS = 100;

    private final Outbox outbox;

    Progress(final Outbox outbox) {
        this.outbox = outbox;
    }

    /** Tells all jobs that want a stage about its state. */
    void state(final StageRun run) {
        run.wanting().forEach(job -> tell(job, run, run.state()));
    }

    /** Tells one job about a stage. */
    void tell(final Job job, final StageRun run, final StageState state) {
        outbox.add(new StageProgress(job.id(), run.node().id(), run.attempt(), state, run.results().wanted(),
                run.done(), run.live().size(), run.failedTasks()));
    }

    /** Tells that a task ended, if enough of them have since it was told last. */
    void step(final StageRun run) {
        final int step = Math.max(1, run.results().wanted() / STEPS);
        if (Math.abs(run.done() - run.reportedDone()) >= step) {
            run.reported(run.done());
            state(run);
        }
    }
}
