package io.kindling.dataflow.sort;

/** Sorts longs that each have a companion, byte by byte from the last: stable, and without a comparison. */
final class RadixSort {

    private static final int DIGITS = 8;
    private static final int VALUES = 256;
    /** Counting bytes does not pay for fewer. */
    private static final int FEW = 48;

    private RadixSort() {
    }

    /** Sorts the first {@code size} keys, signed, and their companions alike. The arrays returned are those given or new ones. */
    static long[][] sort(final long[] keys, final long[] companions, final int size) {
        if (size < FEW) {
            insert(keys, companions, size);
            return new long[][] {keys, companions};
        }
        final int[] counts = count(keys, size);
        long[] key = keys;
        long[] companion = companions;
        long[] nextKey = null;
        long[] nextCompanion = null;
        for (int digit = 0; digit < DIGITS; digit++) {
            final int base = digit * VALUES;
            if (counts[base + value(key[0], digit)] == size) {
                continue; // all alike
            }
            if (nextKey == null) {
                nextKey = new long[size];
                nextCompanion = new long[size];
            }
            int at = 0;
            for (int i = base; i < base + VALUES; i++) {
                final int count = counts[i];
                counts[i] = at;
                at += count;
            }
            for (int i = 0; i < size; i++) {
                final int to = counts[base + value(key[i], digit)]++;
                nextKey[to] = key[i];
                nextCompanion[to] = companion[i];
            }
            final long[] freeKey = key;
            final long[] freeCompanion = companion;
            key = nextKey;
            companion = nextCompanion;
            nextKey = freeKey;
            nextCompanion = freeCompanion;
        }
        return new long[][] {key, companion};
    }

    private static void insert(final long[] keys, final long[] companions, final int size) {
        for (int i = 1; i < size; i++) {
            final long key = keys[i];
            final long companion = companions[i];
            int at = i;
            for (; at > 0 && keys[at - 1] > key; at--) {
                keys[at] = keys[at - 1];
                companions[at] = companions[at - 1];
            }
            keys[at] = key;
            companions[at] = companion;
        }
    }

    private static int[] count(final long[] keys, final int size) {
        final int[] counts = new int[DIGITS * VALUES];
        for (int i = 0; i < size; i++) {
            final long key = keys[i];
            for (int digit = 0; digit < DIGITS; digit++) {
                counts[digit * VALUES + value(key, digit)]++;
            }
        }
        return counts;
    }

    /** The sign comes first. */
    private static int value(final long key, final int digit) {
        return (int) ((key ^ Long.MIN_VALUE) >>> 8 * digit) & 0xff;
    }
}
