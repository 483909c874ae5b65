package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.memory.SeenObjects;
import io.kindling.dataflow.memory.SizeEstimator;

/**
 * Any keys with any states, in an open-addressing map that keeps hash codes. Keys beside states, so that a hit touches
 * two cache lines.
 */
final class ObjectStates extends GeneralStates {

    private static final int SMALLEST = 64;
    private static final int LARGEST = 1 << 29;
    private static final Object NULL = new Object();
    /** States are looked at again when there have been a quarter more updates, but at the latest after so many. */
    private static final int RECALIBRATE_AFTER = 1 << 14;
    private static final int RECALIBRATE_FIRST = 16;
    private static final int SAMPLES = 32;

    private final Accumulator accumulator;
    private final KeyHashing hashing;
    private final int seed;
    private final SizeEstimator sizes = new SizeEstimator();
    private final SeenObjects seen = new SeenObjects();
    private Object[] slots;
    private int[] hashes;
    private int shift;
    private int size;
    private int fullAt;
    private long bytes;
    private int updates;
    private int recalibrateAt = RECALIBRATE_FIRST;

    /**
     * @param seed another one for each map that is filled from another map's content: keys that come in the order of
     *             their places would pile up while this one is still smaller
     */
    ObjectStates(final Accumulator accumulator, final KeyHashing hashing, final int seed) {
        this.accumulator = accumulator;
        this.hashing = hashing;
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

    @Override
    public void add(final Object key, final Object value) throws Exception {
        final int hash = hashing.of(key);
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
                    grown(state, value);
                }
                return;
            }
            at = at + 1 & mask;
        }
    }

    @Override
    void put(final Object key, final int hash, final Object state) {
        final Object wanted = key == null ? NULL : key;
        int at = place(hash);
        while (slots[2 * at] != null) {
            at = at + 1 & hashes.length - 1;
        }
        keep(at, wanted, hash, state);
    }

    private void insert(final int at, final Object key, final int hash, final Object value) throws Exception {
        keep(at, key, hash, accumulator.first(value));
    }

    private void keep(final int at, final Object key, final int hash, final Object state) {
        slots[2 * at] = key;
        slots[2 * at + 1] = state;
        hashes[at] = hash;
        // A state that only collects values grows by what is told of; others are looked at again, as a whole.
        bytes += sizes.estimate(key) + (accumulator.keepsValues() ? sizes.estimateNext(state, seen) : sizes.estimate(state));
        if (++size >= fullAt) {
            grow();
        }
    }

    private void grown(final Object state, final Object value) {
        if (accumulator.keepsValues()) {
            bytes += 4 + sizes.estimateNext(value, seen);
        } else if (++updates >= recalibrateAt) {
            recalibrate(state);
            recalibrateAt = updates + Math.max(RECALIBRATE_FIRST, Math.min(updates / 4, RECALIBRATE_AFTER));
        }
    }

    /** States may have grown unseen: looks at some of them, and at the last one, which is most often that of a key with most values. */
    private void recalibrate(final Object last) {
        bytes = Math.max(bytes, sizes.estimate(last));
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

    @Override
    public int size() {
        return size;
    }

    @Override
    public long bytes() {
        return bytes + 24L * hashes.length;
    }

    @Override
    public long bytesAsItIs() {
        return bytes + 12L * hashes.length;
    }

    @Override
    public void clear() {
        size = 0;
        bytes = 0;
        updates = 0;
        seen.clear();
        recalibrateAt = RECALIBRATE_FIRST;
        allocate(SMALLEST);
    }

    @Override
    public int nextSlot(final int from) {
        for (int i = from; i < hashes.length; i++) {
            if (slots[2 * i] != null) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Object key(final int slot) {
        final Object key = slots[2 * slot];
        return key == NULL ? null : key;
    }

    @Override
    public Object state(final int slot) {
        return slots[2 * slot + 1];
    }

    @Override
    public int hash(final int slot) {
        return hashes[slot];
    }

    @Override
    public void forget(final int slot) {
        slots[2 * slot + 1] = null;
    }
}
