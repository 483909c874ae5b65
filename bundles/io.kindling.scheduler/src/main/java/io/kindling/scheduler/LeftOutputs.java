package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Map outputs of executors that are gone, where these lie in a place that other executors see too: one of those has them from then on, and nothing is
 * made again. If there is none, readers wait for one, and the outputs count neither as missing nor as there. The time runs only while a
 * job could go on without them, since then waiting is what costs.
 */
final class LeftOutputs {

    private final SchedulerState state;
    private final StageLifecycle stages;
    private final Map<ExecutorId, Left> waiting = new LinkedHashMap<>();

    /** What waits somewhere, and since when. */
    private record Left(String place, long sinceNanos) {
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
                .min(Comparator.comparing(ExecutorEntry::id)).orElse(null);
        if (heir != null) {
            state.outputs().inherit(entry.id(), heir.id());
            waiting.remove(entry.id());
        } else if (state.outputs().leave(entry.id())) {
            waiting.putIfAbsent(entry.id(), new Left(entry.outputs(), nowNanos));
        }
        state.graph().touch();
    }

    /** An executor has come, or is trusted again. */
    void onThere(final ExecutorEntry entry) {
        if (entry == null || waiting.isEmpty()) {
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
            waiting.replaceAll((executor, left) -> new Left(left.place, nowNanos));
            return;
        }
        waiting.entrySet().removeIf(left -> {
            final boolean over = nowNanos - left.getValue().sinceNanos >= state.settings().outputsWaitNanos();
            if (over) {
                stages.outputsLost(state.outputs().dropAllOf(left.getKey()));
            }
            return over;
        });
    }
}
