package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.memory.SizeEstimator;
import java.util.Arrays;

/**
 * Keys and their states in an open-addressing map that keeps hash codes. Keys beside states, so that a hit touches
 * two cache lines. Used by one thread.
 */
public final class KeyedStates {

    private static final int SMALLEST = 64;
    private static final int LARGEST = 1 << 29;
    private static final Object NULL = new Object();
    private static final int RECALIBRATE_MASK = 0x3fff;
    private static final int SAMPLES = 32;

    private final Accumulator accumulator;
    private final int seed;
    private final SizeEstimator sizes = new SizeEstimator();
    private Object[] slots;
    private int[] hashes;
    private int shift;
    private int size;
    private int fullAt;
    private long bytes;
    private int updates;

    /**
     * @param seed another one for each map that is filled from another map's content: keys that come in the order of
     *             their places would pile up while this one is still smaller
     */
    public KeyedStates(final Accumulator accumulator, final int seed) {
        this.accumulator = accumulator;
        this.seed = seed;
        allocate(SMALLEST);
    }

    private void allocate(final int capacity) {
        slots = new Object[2 * capacity];
        hashes = new int[capacity];
        shift = 32 - Integer.numberOfTrailingZeros(capacity);
        fullAt = capacity / 8 * 5;
    }

    private int place(final int hash) {
        int mixed = (hash ^ seed) * 0x85EBCA6B;
        mixed ^= mixed >>> 15;
        return mixed * 0x9E3779B1 >>> shift;
    }

    /** Adds a value to a key's state. */
    public void add(final Object key, final int hash, final Object value) throws Exception {
        final Object[] table = slots;
        final int mask = hashes.length - 1;
        final Object wanted = key == null ? NULL : key;
        int at = place(hash);
        while (true) {
            final Object found = table[2 * at];
            if (found == null) {
                insert(at, wanted, hash, value);
                return;
            }
            if (hashes[at] == hash && (found == wanted || wanted.equals(found))) {
                final Object state = accumulator.add(table[2 * at + 1], value);
                table[2 * at + 1] = state;
                if (!(state instanceof Number)) {
                    grown(value);
                }
                return;
            }
            at = at + 1 & mask;
        }
    }

    private void insert(final int at, final Object key, final int hash, final Object value) throws Exception {
        final Object state = accumulator.first(value);
        slots[2 * at] = key;
        slots[2 * at + 1] = state;
        hashes[at] = hash;
        bytes += sizes.estimate(key) + sizes.estimate(state);
        if (++size >= fullAt) {
            grow();
        }
    }

    private void grown(final Object value) {
        if (accumulator.keepsValues()) {
            bytes += 4 + sizes.estimate(value);
        } else if ((++updates & RECALIBRATE_MASK) == 0) {
            recalibrate();
        }
    }

    /** States may have grown unseen: looks at some of them. */
    private void recalibrate() {
        long sum = 0;
        int seen = 0;
        final int step = Math.max(1, hashes.length / (4 * SAMPLES));
        for (int i = 0; i < hashes.length; i += step) {
            if (slots[2 * i] != null) {
                sum += sizes.estimate(slots[2 * i]) + sizes.estimate(slots[2 * i + 1]);
                seen++;
            }
        }
        if (seen > 0) {
            bytes = Math.max(bytes, sum / seen * size);
        }
    }

    private void grow() {
        if (hashes.length == LARGEST) {
            throw new IllegalStateException("More than " + size + " keys in one partition; use more partitions");
        }
        final Object[] oldSlots = slots;
        final int[] oldHashes = hashes;
        allocate(2 * oldHashes.length);
        final int mask = hashes.length - 1;
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldSlots[2 * i] != null) {
                int at = place(oldHashes[i]);
                while (slots[2 * at] != null) {
                    at = at + 1 & mask;
                }
                slots[2 * at] = oldSlots[2 * i];
                slots[2 * at + 1] = oldSlots[2 * i + 1];
                hashes[at] = oldHashes[i];
            }
        }
    }

    /** How many keys. */
    public int size() {
        return size;
    }

    /** What all of it takes on the heap, about; the map's next size counts, for it comes at a blow. */
    public long bytes() {
        return bytes + 24L * hashes.length;
    }

    /** Forgets all and becomes small. */
    public void clear() {
        size = 0;
        bytes = 0;
        updates = 0;
        allocate(SMALLEST);
    }

    /** The first slot at or after {@code from} that has a key, or -1. */
    public int nextSlot(final int from) {
        for (int i = from; i < hashes.length; i++) {
            if (slots[2 * i] != null) {
                return i;
            }
        }
        return -1;
    }

    /** Of a slot that has a key. */
    public Object key(final int slot) {
        final Object key = slots[2 * slot];
        return key == NULL ? null : key;
    }

    /** Of a slot that has a key. */
    public Object state(final int slot) {
        return slots[2 * slot + 1];
    }

    /** Of a slot that has a key. */
    public int hash(final int slot) {
        return hashes[slot];
    }

    /** Lets a slot's objects go, for a reader that goes through all once. */
    public void forget(final int slot) {
        slots[2 * slot + 1] = null;
    }

    /** The slots that have keys, by hash. */
    public int[] slotsByHash() {
        final long[] order = new long[size];
        int n = 0;
        for (int i = 0; i < hashes.length; i++) {
            if (slots[2 * i] != null) {
                order[n++] = (long) hashes[i] << 32 | i;
            }
        }
        Arrays.sort(order);
        final int[] result = new int[n];
        for (int i = 0; i < n; i++) {
            result[i] = (int) order[i];
        }
        return result;
    }
}
