package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** One draining executor: which of its map outputs wait for a new place, and which readers may still ask it for some. */
final class Drain {

    private final ExecutorEntry executor;
    private final boolean leavesPlace;
    private final Map<ShuffleOutputs, BitSet> waiting = new LinkedHashMap<>();
    private final Map<ShuffleOutputs, BitSet> held = new LinkedHashMap<>();
    private final Map<Long, Set<ExecutorId>> failedAt = new HashMap<>();
    private final Map<Long, Integer> failures = new HashMap<>();
    private final Deque<Attempt> readers = new ArrayDeque<>();
    private DrainState state = DrainState.HANDING_OVER;
    private boolean outdated = true;
    private long heldSince;
    private int outgoing;

    /** @param leavesPlace whether nobody will come any more where its map outputs lie */
    Drain(final ExecutorEntry executor, final boolean leavesPlace) {
        this.executor = executor;
        this.leavesPlace = leavesPlace;
    }

    boolean leavesPlace() {
        return leavesPlace;
    }

    ExecutorEntry executor() {
        return executor;
    }

    DrainState state() {
        return state;
    }

    void become(final DrainState next) {
        state = TransitionTables.DRAIN.next(executor.id(), state, next);
    }

    /** Says that it may have map outputs that nobody has counted yet. */
    void outdate() {
        outdated = true;
    }

    boolean isOutdated() {
        return outdated;
    }

    /** Looks for its map outputs again; those that move and those that are held do not wait. */
    void count(final Collection<ShuffleOutputs> all, final Collection<Move> moves) {
        outdated = false;
        waiting.clear();
        for (final ShuffleOutputs outputs : all) {
            final BitSet maps = outputs.mapsOf(executor.id());
            if (held.containsKey(outputs)) {
                maps.andNot(held.get(outputs));
            }
            if (!maps.isEmpty()) {
                waiting.put(outputs, maps);
            }
        }
        moves.stream().filter(move -> move.source() == this)
                .forEach(move -> move.open().keySet().forEach(map -> stopWaiting(move.outputs(), map)));
    }

    /** Map outputs that wait for a new place; some may be gone meanwhile. */
    Map<ShuffleOutputs, BitSet> waiting() {
        return waiting;
    }

    void await(final ShuffleOutputs outputs, final int map) {
        waiting.computeIfAbsent(outputs, key -> new BitSet()).set(map);
    }

    void stopWaiting(final ShuffleOutputs outputs, final int map) {
        final BitSet maps = waiting.get(outputs);
        if (maps != null) {
            maps.clear(map);
            if (maps.isEmpty()) {
                waiting.remove(outputs);
            }
        }
    }

    int waitingCount() {
        return waiting.values().stream().mapToInt(BitSet::cardinality).sum();
    }

    /** Lets an output rest that nobody could take, and that must not be dropped. */
    void hold(final ShuffleOutputs outputs, final int map, final long nowNanos) {
        if (held.isEmpty()) {
            heldSince = nowNanos;
        }
        held.computeIfAbsent(outputs, key -> new BitSet()).set(map);
    }

    /** Lets what is held since then wait again. */
    void releaseHeldSince(final long thenNanos) {
        if (!held.isEmpty() && heldSince - thenNanos <= 0) {
            held.clear();
            outdate();
        }
    }

    /** Counts a failed hand-over of an attempt's output: how many there were. */
    int countFailure(final long attempt, final ExecutorId target) {
        failedAt.computeIfAbsent(attempt, key -> new LinkedHashSet<>()).add(target);
        return failures.merge(attempt, 1, Integer::sum);
    }

    /** Who could not take an attempt's output over. */
    Set<ExecutorId> failedAt(final long attempt) {
        return failedAt.getOrDefault(attempt, Set.of());
    }

    /** Commands under way from here. */
    int outgoing() {
        return outgoing;
    }

    void outgoing(final int change) {
        outgoing += change;
    }

    /** Whether nothing that is known of runs here, moves from here, or waits to. */
    boolean isIdle() {
        return !outdated && outgoing == 0 && executor.attempts().isEmpty() && waiting.isEmpty() && held.isEmpty();
    }

    /** Whether nothing that is known of runs here or moves from here. */
    boolean isQuiet() {
        return outgoing == 0 && executor.attempts().isEmpty();
    }

    /** Attempts that were told of map outputs here. */
    Deque<Attempt> readers() {
        return readers;
    }
}
