package io.kindling.protocol.wire;

import java.util.Map;
import java.util.function.Function;

/**
 * Which decoder reads which type of message, and how long one may be: what a protocol consists of.
 *
 * @param decoders type to decoder
 * @param limits   type to the longest encoded message in bytes
 */
public record MessageTable(Map<Integer, Function<FieldReader, ? extends WireMessage>> decoders, Map<Integer, Integer> limits) {

    public MessageTable {
        decoders = Map.copyOf(decoders);
        limits = Map.copyOf(limits);
        if (!decoders.keySet().equals(limits.keySet())) {
            throw new IllegalArgumentException("Every message type needs a decoder and a limit: " + decoders.keySet() + ", " + limits.keySet());
        }
    }
}
