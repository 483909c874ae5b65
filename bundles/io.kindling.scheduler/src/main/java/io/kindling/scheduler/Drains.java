package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.scheduler.api.SchedulerCommand.ExecutorDrained;
import io.kindling.scheduler.api.SchedulerEvent.OutputsMoved;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Empties executors that are to go, and says when nothing needs them any more. Costs nothing while none is. */
final class Drains {

    /** What nobody could take and must not be dropped is tried again so often. */
    static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final SchedulerState state;
    private final HandOver handOver;
    private final LeftOutputs left;
    private final Map<ExecutorId, Drain> drains = new LinkedHashMap<>();

    Drains(final SchedulerState state, final HandOver handOver, final LeftOutputs left) {
        this.state = state;
        this.handOver = handOver;
        this.left = left;
    }

    /**
     * Begins to empty an executor; returns it, or null if it is not there or drains already.
     *
     * @param leavesPlace whether nobody will come any more where its map outputs lie
     */
    ExecutorEntry onDraining(final ExecutorId executor, final boolean leavesPlace) {
        final ExecutorEntry entry = state.executors().drain(executor);
        if (entry != null) {
            drains.put(executor, new Drain(entry, leavesPlace));
        }
        return entry;
    }

    /** A task attempt has ended: it may have left a map output. */
    void onEnded(final ExecutorId executor) {
        final Drain drain = drains.get(executor);
        if (drain != null) {
            drain.outdate();
        }
    }

    void onMoved(final OutputsMoved event, final long nowNanos) {
        if (handOver.onMoved(event, nowNanos)) {
            onEnded(event.to());
        }
    }

    void onLost(final ExecutorId executor) {
        handOver.onLost(executor);
        final Drain drain = drains.remove(executor);
        if (drain != null) {
            drain.become(DrainState.LOST);
        }
    }

    void onTick(final long nowNanos) {
        handOver.onTick(nowNanos);
        drains.values().forEach(drain -> drain.releaseHeldSince(nowNanos - AGAIN_NANOS));
    }

    /** Moves on what can be moved on; after everything else that an event brings about. */
    void settle(final long nowNanos) {
        final Iterator<Drain> all = drains.values().iterator();
        while (all.hasNext()) {
            final Drain drain = all.next();
            if (drain.state() == DrainState.HANDING_OVER) {
                handOver(drain, nowNanos);
            }
            if (drain.state() == DrainState.LAST_READERS && noReaders(drain)) {
                drain.become(DrainState.DRAINED);
                state.outbox().add(new ExecutorDrained(drain.executor().id()));
                all.remove();
            }
        }
    }

    private void handOver(final Drain drain, final long nowNanos) {
        if (drain.isOutdated()) {
            drain.count(state.outputs().all(), handOver.moves());
        }
        final boolean stays = !drain.leavesPlace() && staysReadable(drain.executor());
        if (!stays) {
            handOver.push(drain, nowNanos);
        }
        if ((stays ? drain.isQuiet() : drain.isIdle()) && handOver.movesTo(drain.executor().id()) == 0) {
            state.executors().all().stream().flatMap(entry -> entry.attempts().stream()).filter(attempt -> knows(attempt, drain.executor()))
                    .forEach(drain.readers()::add);
            drain.become(DrainState.LAST_READERS);
            if (stays) {
                left.leave(drain.executor(), nowNanos); // who begins to read from now on reads from others
            }
        }
    }

    /** Whether readers can have its map outputs without a copy: another executor sees them too, or there is none that could take them and they wait. */
    private boolean staysReadable(final ExecutorEntry executor) {
        return executor.outputs() != null && (state.executors().staying().isEmpty()
                || state.executors().staying().stream().anyMatch(other -> other.mayInherit(executor.outputs())));
    }

    /** Whether an attempt may have been told of map outputs there. */
    private boolean knows(final Attempt attempt, final ExecutorEntry executor) {
        return attempt.run().node().reads().stream().map(state.outputs()::find)
                .anyMatch(outputs -> outputs != null && outputs.wasEverAt(executor.id()));
    }

    private static boolean noReaders(final Drain drain) {
        while (!drain.readers().isEmpty() && drain.readers().peek().state() != AttemptState.RUNNING) {
            drain.readers().remove();
        }
        return drain.readers().isEmpty();
    }
}
