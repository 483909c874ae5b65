package io.kindling.scheduler;

import io.kindling.common.ShuffleId;
import io.kindling.scheduler.api.SchedulerCommand.LaunchTasks;
import io.kindling.scheduler.api.SchedulerCommand.PublishMapOutputs;
import io.kindling.scheduler.api.TaskAttempt;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills free slots: the first jobs first, then the first stages, and of a stage first the tasks whose data is where a
 * slot is free; then second attempts, and what may wait at executors. Launches of a stage go out as one batch an executor, after the map
 * outputs that they read.
 */
final class Dispatcher {

    private final SchedulerState state;
    private final Placement placement;
    private final StageLifecycle stages;
    private final FailureReports reports;
    private final Lookahead lookahead;
    private final Map<ExecutorEntry, List<TaskAttempt>> batches = new LinkedHashMap<>();
    private long nextTask;
    private long nowNanos;

    Dispatcher(final SchedulerState state, final Placement placement, final StageLifecycle stages, final FailureReports reports,
               final Lookahead lookahead) {
        this.state = state;
        this.placement = placement;
        this.stages = stages;
        this.reports = reports;
        this.lookahead = lookahead;
    }

    void dispatch(final long now) {
        nowNanos = now;
        boolean first = true;
        if (!state.ready().isEmpty() && (!state.executors().free().isEmpty() || lookahead.hasRoom())) {
            for (final StageRun run : state.ready().copy()) {
                if (state.executors().free().isEmpty() && !(first && lookahead.hasRoom())) {
                    break;
                }
                fill(run, first && placement.isPlain());
                first &= run.pending().isEmpty(); // nothing that comes later waits before it
            }
        }
        lookahead.settled();
    }

    private void fill(final StageRun run, final boolean ahead) {
        try {
            if (run.pending().hasPreferences()) {
                placeNearData(run);
            }
            placeRest(run);
            placeCopies(run);
            if (ahead) {
                lookahead.candidates().forEach(entry -> placeAhead(run, entry));
            }
        } catch (final PlacementException e) {
            stages.fail(run, reports.unschedulable(run, e.getMessage(), "stop or mend the bundle that brought it"));
        }
        flush(run);
        state.ready().update(run);
    }

    private void placeNearData(final StageRun run) throws PlacementException {
        for (final ExecutorEntry entry : state.executors().free().copy()) {
            placeAt(run, entry, entry.name());
            placeAt(run, entry, entry.host());
        }
    }

    private void placeAt(final StageRun run, final ExecutorEntry entry, final String place) throws PlacementException {
        int partition = run.pending().nextAt(place);
        while (partition >= 0 && state.executors().free().contains(entry) && launch(run, partition)) {
            partition = run.pending().nextAt(place);
        }
    }

    private void placeRest(final StageRun run) throws PlacementException {
        int partition = run.pending().next(0);
        while (partition >= 0 && !state.executors().free().isEmpty()) {
            final boolean placed = launch(run, partition);
            partition = run.pending().next(placed ? partition : partition + 1);
        }
    }

    private boolean launch(final StageRun run, final int partition) throws PlacementException {
        final ExecutorEntry entry = placement.place(run, partition);
        if (entry != null) {
            launch(run, partition, entry);
        }
        return entry != null;
    }

    private void placeCopies(final StageRun run) throws PlacementException {
        final BitSet suspects = run.suspects();
        for (int p = suspects.nextSetBit(0); p >= 0 && !state.executors().free().isEmpty(); p = suspects.nextSetBit(p + 1)) {
            final ExecutorEntry entry = placement.placeBeside(run, p, run.live().get(p));
            if (entry != null) {
                launch(run, p, entry);
            }
        }
    }

    private void placeAhead(final StageRun run, final ExecutorEntry entry) {
        int room = lookahead.room(run, entry);
        for (int p = nextFor(run, entry); p >= 0 && room > 0; p = nextFor(run, entry), room--) {
            launch(run, p, entry);
            lookahead.loaded(entry);
        }
    }

    /** The next task that may wait at an executor: while some have data somewhere, only one whose data is there. */
    private static int nextFor(final StageRun run, final ExecutorEntry entry) {
        if (!run.pending().hasPreferences()) {
            return run.pending().next(0);
        }
        final int own = run.pending().nextAt(entry.name());
        return own >= 0 ? own : run.pending().nextAt(entry.host());
    }

    private void launch(final StageRun run, final int partition, final ExecutorEntry entry) {
        final Attempt attempt =
                new Attempt(nextTask++, run, partition, run.attemptsOf(partition), entry, state.outputs().clock(), nowNanos);
        state.executors().occupy(attempt);
        run.pending().remove(partition);
        run.launched(attempt);
        batches.computeIfAbsent(entry, key -> new ArrayList<>())
                .add(new TaskAttempt(attempt.id(), partition, attempt.number()));
    }

    private void flush(final StageRun run) {
        batches.forEach((entry, tasks) -> {
            for (final ShuffleId shuffle : run.node().reads()) {
                publish(entry, state.outputs().find(shuffle));
            }
            state.outbox().add(new LaunchTasks(entry.id(), run.node().id(), run.attempt(), tasks));
        });
        batches.clear();
    }

    private void publish(final ExecutorEntry entry, final ShuffleOutputs outputs) {
        if (entry.publish(outputs.shuffle(), outputs.epoch())) {
            state.outbox().add(new PublishMapOutputs(entry.id(), outputs.shuffle(), outputs.epoch(),
                    outputs.publishedByMap(), outputs.publishedAttempts()));
        }
    }
}
