package io.kindling.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** One batch of map outputs on its way from a draining executor to another one. */
final class Move {

    private final long id;
    private final Drain source;
    private final ExecutorEntry target;
    private final ShuffleOutputs outputs;
    private final SortedMap<Integer, Long> open;
    private long sinceNanos;

    /** @param attempts by map partition, whose output it is */
    Move(final long id, final Drain source, final ExecutorEntry target, final ShuffleOutputs outputs,
         final SortedMap<Integer, Long> attempts, final long nowNanos) {
        this.id = id;
        this.source = source;
        this.target = target;
        this.outputs = outputs;
        this.open = attempts;
        this.sinceNanos = nowNanos;
    }

    long id() {
        return id;
    }

    Drain source() {
        return source;
    }

    ExecutorEntry target() {
        return target;
    }

    ShuffleOutputs outputs() {
        return outputs;
    }

    /** Maps that nothing has been heard of, and whose outputs they are. */
    Map<Integer, Long> open() {
        return open;
    }

    /** The same as lists; the command's. */
    List<Integer> maps() {
        return new ArrayList<>(open.keySet());
    }

    List<Long> attempts() {
        return new ArrayList<>(open.values());
    }

    /** Settles one of its maps: whose output it is, or null if it is none of its open ones. */
    Long settle(final int map) {
        return open.remove(map);
    }

    /** When it was sent, or heard of last. */
    long sinceNanos() {
        return sinceNanos;
    }

    void heardAt(final long nowNanos) {
        sinceNanos = nowNanos;
    }
}
