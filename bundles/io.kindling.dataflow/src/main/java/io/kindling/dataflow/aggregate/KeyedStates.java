package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.code.PipelineParts;

/** Keys and their states in an open-addressing map. Used by one thread. */
public abstract class KeyedStates extends KeyedSlots {

    KeyedStates() {
    }

    /**
     * A map that begins with a compact layout for its keys and states and changes to the general one when it must.
     *
     * @param parts of the pipeline that it serves
     * @param seed  another one for each map that is filled from another map's content: keys that come in the order of
     *              their places would pile up while this one is still smaller
     */
    public static KeyedStates create(final PipelineParts parts, final Accumulator accumulator, final KeyHashing hashing, final int seed) {
        return accumulator.keepsValues() ? parts.make(KeyedStates.class, ObjectStates.class, accumulator, hashing, seed)
                : parts.make(KeyedStates.class, AdaptiveStates.class, parts, accumulator, hashing, seed);
    }

    /** Adds a value to a key's state. */
    public abstract void add(Object key, Object value) throws Exception;
}
