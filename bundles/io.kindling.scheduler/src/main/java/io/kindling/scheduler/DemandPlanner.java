package io.kindling.scheduler;

import io.kindling.common.ShuffleId;
import io.kindling.scheduler.api.StageState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out which stages are wanted now: those whose missing partitions an active job needs, from its result stage
 * backwards and no further than shuffles that are complete. Runs only when the graph was touched.
 */
final class DemandPlanner {

    private final SchedulerState state;
    private final StageLifecycle stages;
    private final Rollback rollback;
    private final Progress progress;
    private Map<StageRun, List<Job>> wanted = new LinkedHashMap<>();
    private long marks;

    DemandPlanner(final SchedulerState state, final StageLifecycle stages, final Rollback rollback, final Progress progress) {
        this.state = state;
        this.stages = stages;
        this.rollback = rollback;
        this.progress = progress;
    }

    /** Stages that are wanted now; a view. */
    Collection<StageRun> wanted() {
        return wanted.keySet();
    }

    /** Brings all stages to what is wanted now; whether anything may have changed. */
    boolean plan() {
        boolean changed = false;
        while (state.graph().takeChanged()) {
            changed = true;
            final Map<StageRun, List<Job>> now = demand();
            if (rollback.apply(now.keySet())) {
                continue;
            }
            wanted.keySet().stream().filter(run -> !now.containsKey(run)).forEach(stages::abandon);
            now.forEach(this::want);
            wanted = now;
        }
        return changed;
    }

    private Map<StageRun, List<Job>> demand() {
        final Map<StageRun, List<Job>> now = new LinkedHashMap<>();
        for (final Job job : state.jobs().active()) {
            final long mark = ++marks;
            job.result().mark(mark);
            for (int i = job.stages().size() - 1; i >= 0; i--) {
                final StageRun run = job.stages().get(i);
                if (run.mark() == mark && run.results().missingCount() > 0) {
                    now.computeIfAbsent(run, key -> new ArrayList<>(1)).add(job);
                    markMissingInputs(run, mark);
                }
            }
        }
        return now;
    }

    private void markMissingInputs(final StageRun run, final long mark) {
        for (final ShuffleId shuffle : run.node().reads()) {
            if (!state.outputs().isComplete(shuffle)) {
                state.graph().producer(shuffle).mark(mark);
            }
        }
    }

    private void want(final StageRun run, final List<Job> jobs) {
        final List<Job> before = run.wanting();
        run.wantedBy(jobs);
        if (!state.inputsComplete(run)) {
            if (run.state() == StageState.RUNNING) {
                stages.pause(run);
            }
            run.become(StageState.WAITING);
        } else if (run.state() == StageState.RUNNING) {
            state.ready().update(run);
            jobs.stream().filter(job -> !before.contains(job)).forEach(job -> progress.tell(job, run, run.state()));
        } else {
            stages.open(run);
        }
    }
}
