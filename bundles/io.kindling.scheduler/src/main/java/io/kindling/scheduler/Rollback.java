package io.kindling.scheduler;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * Keeps results consistent when a stage runs again whose records may then differ: everything that was made from its
 * old records is taken back, stage by stage. What was delivered to a job's caller cannot be, so that job fails.
 */
final class Rollback {

    private final SchedulerState state;
    private final StageLifecycle stages;
    private final JobLifecycle jobs;
    private final FailureReports reports;

    Rollback(final SchedulerState state, final StageLifecycle stages, final JobLifecycle jobs, final FailureReports reports) {
        this.state = state;
        this.stages = stages;
        this.jobs = jobs;
        this.reports = reports;
    }

    /** Looks at stages that will run; whether it changed what is wanted. */
    boolean apply(final Collection<StageRun> wanted) {
        boolean changed = false;
        for (final StageRun run : wanted) {
            if (run.owner() == null && !run.node().determinate() && run.isExposed()) {
                changed |= takeBackFrom(run);
            }
        }
        return changed;
    }

    private boolean takeBackFrom(final StageRun source) {
        boolean changed = false;
        final Deque<StageRun> work = new ArrayDeque<>();
        source.exposed(false);
        work.add(source);
        while (!work.isEmpty()) {
            for (final StageRun reader : state.graph().readers(work.poll().node().writes())) {
                if (reader.hasProgress()) {
                    changed = true;
                    takeBack(source, reader);
                }
                // Even if nothing of it is left: its own readers may have read what was lost at the same time.
                if (reader.owner() == null && reader.isExposed() && reader.results().wanted() > 0) {
                    reader.exposed(false);
                    work.add(reader);
                }
            }
        }
        if (changed) {
            state.graph().touch();
        }
        return changed;
    }

    private void takeBack(final StageRun source, final StageRun reader) {
        if (reader.results() instanceof DeliveredResults results && results.delivered() > 0) {
            jobs.fail(reader.owner(), reports.indeterminate(source, reader, results.delivered()));
            return;
        }
        if (reader.results() instanceof ShuffleOutputs outputs) {
            state.outputs().dropAll(outputs);
        }
        reader.nextAttempt();
        stages.voidLive(reader, "its input is made again with other records");
        stages.offerAll(reader);
    }
}
