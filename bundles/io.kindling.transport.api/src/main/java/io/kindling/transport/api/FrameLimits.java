package io.kindling.transport.api;

import java.util.Map;

/**
 * The longest payload by frame type; checked before memory is taken for it. A type that is not listed is refused
 * and its connection closed.
 *
 * @param bytesByType type to longest payload in bytes
 */
public record FrameLimits(Map<Integer, Integer> bytesByType) {

    public FrameLimits {
        bytesByType = Map.copyOf(bytesByType);
    }

    /** The longest payload of a type, or -1 if the type is not allowed at all. */
    public int limitOf(final int type) {
        return bytesByType.getOrDefault(type, -1);
    }
}
