package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.common.ShuffleId;
import io.kindling.scheduler.api.SchedulerCommand.MoveOutputs;
import io.kindling.scheduler.api.SchedulerEvent.OutputsMoved;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Moves map outputs from draining executors to those that stay, in batches, a few at a time, spread evenly. What cannot be
 * moved is dropped, so that it is made again where it is wanted, unless that could fail a job that runs.
 */
final class HandOver {

    static final int MAPS_AT_A_TIME = 32;
    static final int MOVES_FROM_EACH = 4;
    static final int MOVES_TO_EACH = 2;
    static final int TRIES = 3;
    /** A move that nothing has been heard of for so long has failed. */
    static final long SILENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final SchedulerState state;
    private final StageLifecycle stages;
    private final Map<Long, Move> moves = new LinkedHashMap<>();
    private final Map<ExecutorId, Integer> movesTo = new HashMap<>();
    /** How many outputs each executor was given, to spread them. */
    private final Map<ExecutorId, Integer> given = new HashMap<>();
    private long nextMove;

    HandOver(final SchedulerState state, final StageLifecycle stages) {
        this.state = state;
        this.stages = stages;
    }

    Collection<Move> moves() {
        return moves.values();
    }

    /** How many commands to an executor are under way. */
    int movesTo(final ExecutorId target) {
        return movesTo.getOrDefault(target, 0);
    }

    /** Sends what may be sent. */
    void push(final Drain drain, final long nowNanos) {
        while (drain.outgoing() < MOVES_FROM_EACH && drain.executor().isTrusted() && !drain.waiting().isEmpty()) {
            final ShuffleOutputs outputs = drain.waiting().keySet().iterator().next();
            final int first = firstStillThere(drain, outputs);
            if (first >= 0 && !send(drain, outputs, first, nowNanos)) {
                return;
            }
        }
    }

    /** The first map that waits and whose output has not gone meanwhile, or -1; those that have do not wait any more. */
    private int firstStillThere(final Drain drain, final ShuffleOutputs outputs) {
        final BitSet maps = drain.waiting().get(outputs);
        for (int map = maps.nextSetBit(0); map >= 0; map = maps.nextSetBit(map + 1)) {
            if (isThere(drain, outputs, map)) {
                return map;
            }
            drain.stopWaiting(outputs, map);
        }
        return -1;
    }

    private boolean send(final Drain drain, final ShuffleOutputs outputs, final int first, final long nowNanos) {
        final List<ExecutorEntry> staying = state.executors().staying();
        final Set<ExecutorId> failed = drain.failedAt(outputs.attempt(first));
        final ExecutorEntry target = target(staying, failed);
        if (target == null) {
            return false;
        }
        final BitSet maps = drain.waiting().get(outputs);
        final int share = (drain.waitingCount() + staying.size() - 1) / staying.size();
        final SortedMap<Integer, Long> batch = new TreeMap<>();
        for (int map = first; map >= 0 && batch.size() < Math.min(MAPS_AT_A_TIME, share); map = maps.nextSetBit(map + 1)) {
            if (isThere(drain, outputs, map) && drain.failedAt(outputs.attempt(map)).equals(failed)) {
                batch.put(map, outputs.attempt(map));
            }
        }
        final Move move = new Move(nextMove++, drain, target, outputs, batch, nowNanos);
        begin(move);
        state.outbox().add(new MoveOutputs(move.id(), drain.executor().id(), target.id(), outputs.shuffle(), move.maps(), move.attempts()));
        return true;
    }

    /** Who was given least; somebody who has failed before only if all have. Null if all have enough to do. */
    private ExecutorEntry target(final List<ExecutorEntry> staying, final Set<ExecutorId> failed) {
        final boolean others = staying.stream().anyMatch(entry -> !failed.contains(entry.id()));
        return staying.stream().filter(entry -> movesTo(entry.id()) < MOVES_TO_EACH)
                .filter(entry -> !others || !failed.contains(entry.id()))
                .min(Comparator.<ExecutorEntry>comparingInt(entry -> given.getOrDefault(entry.id(), 0)).thenComparing(ExecutorEntry::id))
                .orElse(null);
    }

    private void begin(final Move move) {
        move.open().keySet().forEach(map -> move.source().stopWaiting(move.outputs(), map));
        moves.put(move.id(), move);
        movesTo.merge(move.target().id(), 1, Integer::sum);
        given.merge(move.target().id(), move.open().size(), Integer::sum);
        move.source().outgoing(1);
    }

    private void end(final Move move) {
        moves.remove(move.id());
        movesTo.merge(move.target().id(), -1, Integer::sum);
        move.source().outgoing(-1);
    }

    /** Takes what a target tells; whether it has map outputs now that it had not before. */
    boolean onMoved(final OutputsMoved event, final long nowNanos) {
        final Move move = moves.get(event.move());
        if (move == null || !move.target().id().equals(event.to())) {
            return false;
        }
        move.heardAt(nowNanos);
        boolean moved = false;
        for (final int map : event.moved()) {
            final Long attempt = move.settle(map);
            if (attempt != null && isWhereItWas(move, map, attempt)) {
                move.outputs().move(map, move.target().id());
                moved = true;
            }
        }
        if (moved) {
            state.outputs().renewIfComplete(move.outputs());
            state.graph().touch(); // its readers may have waited, if it was left
        }
        for (final int map : event.failed()) {
            final Long attempt = move.settle(map);
            if (attempt != null) {
                failed(move, map, attempt, nowNanos);
            }
        }
        if (move.open().isEmpty()) {
            end(move);
        }
        return moved;
    }

    /** Gives up moves of which nothing is heard. */
    void onTick(final long nowNanos) {
        for (final Move move : List.copyOf(moves.values())) {
            if (nowNanos - move.sinceNanos() >= SILENCE_NANOS) {
                end(move);
                move.open().forEach((map, attempt) -> failed(move, map, attempt, nowNanos));
            }
        }
    }

    /** An executor is gone: what moved from it is lost, what moved to it waits again. */
    void onLost(final ExecutorId executor) {
        for (final Move move : List.copyOf(moves.values())) {
            final boolean toIt = move.target().id().equals(executor);
            if (toIt || move.source().executor().id().equals(executor)) {
                end(move);
            }
            if (toIt) {
                move.open().keySet().forEach(map -> move.source().await(move.outputs(), map));
            }
        }
        movesTo.remove(executor);
        given.remove(executor);
    }

    private void failed(final Move move, final int map, final long attempt, final long nowNanos) {
        if (!isWhereItWas(move, map, attempt)) {
            return;
        }
        final Drain drain = move.source();
        if (drain.countFailure(attempt, move.target().id()) < TRIES) {
            drain.await(move.outputs(), map);
        } else if (mayMakeAgain(move.outputs().shuffle())) {
            stages.outputsLost(state.outputs().drop(move.outputs(), map, drain.executor().id()));
        } else {
            drain.hold(move.outputs(), map, nowNanos);
        }
    }

    private boolean isWhereItWas(final Move move, final int map, final long attempt) {
        return isThere(move.source(), move.outputs(), map) && move.outputs().attempt(map) == attempt;
    }

    private boolean isThere(final Drain drain, final ShuffleOutputs outputs, final int map) {
        return state.outputs().find(outputs.shuffle()) == outputs && drain.executor().id().equals(outputs.owner(map));
    }

    /** Whether making it again could not fail a job: no job needs it, or neither it nor what it is made from can come out otherwise. */
    private boolean mayMakeAgain(final ShuffleId shuffle) {
        final StageRun producer = state.graph().producer(shuffle);
        if (producer == null || producer.members().isEmpty()) {
            return true;
        }
        final List<StageRun> line = new ArrayList<>(List.of(producer));
        for (int i = 0; i < line.size(); i++) {
            if (!line.get(i).node().determinate()) {
                return false;
            }
            line.get(i).node().reads().stream().map(state.graph()::producer).filter(run -> run != null && !line.contains(run)).forEach(line::add);
        }
        return true;
    }
}
