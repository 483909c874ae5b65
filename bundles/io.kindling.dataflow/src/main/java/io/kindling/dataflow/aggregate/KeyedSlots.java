package io.kindling.dataflow.aggregate;

import java.util.Arrays;

/** What a map of keys and their states holds, slot by slot. Used by one thread. */
abstract class KeyedSlots {

    /** How many keys. */
    public abstract int size();

    /** What all of it takes on the heap, about; the map's next size counts, for it comes at a blow. */
    public abstract long bytes();

    /** The same without the map's next size, for one who adds no more. */
    public abstract long bytesAsItIs();

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
