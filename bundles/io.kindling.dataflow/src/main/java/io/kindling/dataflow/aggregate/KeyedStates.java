package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.code.PipelineParts;
import java.util.Arrays;

/** Keys and their states in an open-addressing map. Used by one thread. */
public abstract class KeyedStates {

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

    /** How many keys. */
    public abstract int size();

    /** What all of it takes on the heap, about; the map's next size counts, for it comes at a blow. */
    public abstract long bytes();

    /** Forgets all and becomes small. */
    public abstract void clear();

    /** The first slot at or after {@code from} that has a key, or -1. */
    public abstract int nextSlot(int from);

    /** Of a slot that has a key. */
    public abstract Object key(int slot);

    /** Of a slot that has a key. */
    public abstract Object state(int slot);

    /** Of a slot that has a key. */
    public abstract int hash(int slot);

    /** Takes over a key that is not there yet, with its state. */
    void put(final Object key, final int hash, final Object state) {
        throw new UnsupportedOperationException("Keys find their own way into this layout");
    }

    /** Lets a slot's objects go, for a reader that goes through all once. */
    public abstract void forget(int slot);

    /** The slots that have keys, by hash. */
    public final int[] slotsByHash() {
        final long[] order = new long[size()];
        int n = 0;
        for (int slot = nextSlot(0); slot >= 0; slot = nextSlot(slot + 1)) {
            order[n++] = (long) hash(slot) << 32 | slot;
        }
        Arrays.sort(order);
        final int[] result = new int[n];
        for (int i = 0; i < n; i++) {
            result[i] = (int) order[i];
        }
        return result;
    }
}
