package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.scheduler.api.SchedulerCommand.OutputsWanted;
import io.kindling.scheduler.api.StageState;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Map outputs of executors that are gone, where these lie in a place that other executors see too: one of those has them from then on, and nothing is
 * made again. If there is none, readers wait for one, and the outputs count neither as missing nor as there. The time runs only while a
 * job could go on without them, since then waiting is what costs.
 */
final class LeftOutputs {

    /** How long an executor may take to come by itself, in the place of one that has just gone. */
    static final long CUSTODIAN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final SchedulerState state;
    private final StageLifecycle stages;
    private final Map<ExecutorId, Left> waiting = new LinkedHashMap<>();

    /** What waits somewhere, since when it counts, and when its executor went. */
    private record Left(String place, long sinceNanos, long goneNanos) {
    }

    LeftOutputs(final SchedulerState state, final StageLifecycle stages) {
        this.state = state;
        this.stages = stages;
    }

    /** Readers cannot ask an executor any more: it is gone, or does not answer. */
    void leave(final ExecutorEntry entry, final long nowNanos) {
        if (entry.outputs() == null) {
            stages.outputsLost(state.outputs().dropAllOf(entry.id()));
            return;
        }
        final ExecutorEntry heir = state.executors().all().stream().filter(other -> other != entry && other.mayInherit(entry.outputs()))
                .min(Comparator.comparing(ExecutorEntry::isCustodian).thenComparing(ExecutorEntry::id)).orElse(null);
        if (heir != null) {
            state.outputs().inherit(entry.id(), heir.id());
            waiting.remove(entry.id());
        } else if (state.outputs().leave(entry.id())) {
            waiting.putIfAbsent(entry.id(), new Left(entry.outputs(), nowNanos, nowNanos));
        }
        state.graph().touch();
    }

    /** An executor has come, or is trusted again. */
    void onThere(final ExecutorEntry entry) {
        if (waiting.isEmpty()) {
            return;
        }
        final boolean found = waiting.entrySet().removeIf(left -> {
            // One that drains gives its own to readers until it goes.
            final boolean gives = entry.mayInherit(left.getValue().place) || entry.id().equals(left.getKey()) && entry.isTrusted();
            if (gives) {
                state.outputs().inherit(left.getKey(), entry.id());
            }
            return gives;
        });
        if (found) {
            state.graph().touch();
        }
    }

    /** What has waited for too long is made again. */
    void onTick(final long nowNanos) {
        waiting.keySet().removeIf(executor -> !state.outputs().isLeftBy(executor));
        final boolean counts = state.executors().usable() > 0 && !state.jobs().active().isEmpty();
        if (!counts) {
            waiting.replaceAll((executor, left) -> new Left(left.place, nowNanos, left.goneNanos));
            return;
        }
        waiting.entrySet().removeIf(left -> {
            final boolean over = nowNanos - left.getValue().sinceNanos >= state.settings().outputsWaitNanos();
            if (over) {
                stages.outputsLost(state.outputs().dropAllOf(left.getKey()));
            }
            return over;
        });
        waiting.entrySet().stream().filter(left -> nowNanos - left.getValue().goneNanos >= CUSTODIAN_NANOS && isWaitedFor(left.getKey()))
                .map(left -> left.getValue().place).distinct().forEach(place -> state.outbox().add(new OutputsWanted(place)));
    }

    /** Whether a stage would go on if somebody gave what an executor has left. */
    private boolean isWaitedFor(final ExecutorId executor) {
        return state.jobs().active().stream().flatMap(job -> job.stages().stream())
                .filter(run -> run.state() == StageState.WAITING && !run.wanting().isEmpty())
                .flatMap(run -> run.node().reads().stream()).map(state.outputs()::find).anyMatch(outputs -> outputs != null && outputs.isLeftBy(executor));
    }
}
