package io.kindling.shuffle.fetch;

import io.kindling.protocol.message.MapOutputs;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where map outputs are, as the driver has said last. Thread-safe. */
final class MapOutputTable {

    private final Map<Integer, MapOutputs> newest = new ConcurrentHashMap<>();

    /** Keeps the newer of two epochs. */
    void update(final MapOutputs outputs) {
        if (outputs.byMap().length != outputs.attempts().length) {
            throw new IllegalArgumentException("Shuffle " + outputs.shuffle() + " has " + outputs.byMap().length + " places but "
                    + outputs.attempts().length + " attempts");
        }
        newest.merge(outputs.shuffle(), outputs, (old, other) -> other.epoch() >= old.epoch() ? other : old);
    }

    /** What is known; IllegalStateException if nothing is. */
    MapOutputs of(final int shuffle) {
        final MapOutputs outputs = newest.get(shuffle);
        if (outputs == null) {
            throw new IllegalStateException("The driver has not said where the map outputs of shuffle " + shuffle + " are");
        }
        return outputs;
    }

    void remove(final int shuffle) {
        newest.remove(shuffle);
    }

    void clear() {
        newest.clear();
    }
}
