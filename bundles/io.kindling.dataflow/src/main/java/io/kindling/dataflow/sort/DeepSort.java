package io.kindling.dataflow.sort;

import io.kindling.dataflow.KeyPrefix;
import io.kindling.dataflow.RawPairs;
import java.util.Arrays;
import java.util.function.LongFunction;

/** Sorts pairs whose keys begin alike by the bytes that follow, eight at a time. Used by one thread. */
final class DeepSort {

    /** So many bytes in common are too many for this way of sorting. */
    private static final int DEEPEST = 4096;

    private final long[] places;
    private final LongFunction<RawPairs> pairs;
    private final int direction;

    /** @param direction 1 in the order of the bytes, -1 in reverse */
    DeepSort(final long[] places, final LongFunction<RawPairs> pairs, final int direction) {
        this.places = places;
        this.pairs = pairs;
        this.direction = direction;
    }

    /**
     * Sorts some places whose keys have {@code depth} bytes in common; false if it cannot: then the places are in no order
     * that counts, those of equal keys still in that of their arrival.
     */
    boolean sort(final int from, final int to, final int depth) {
        final int count = to - from;
        for (int now = depth; now < DEEPEST; now += Long.BYTES) {
            final long[] keys = new long[count];
            int shortest = Integer.MAX_VALUE;
            int longest = 0;
            for (int i = 0; i < count; i++) {
                final RawPairs pair = pairs.apply(places[from + i]);
                final int content = pair.keyContent();
                if (content < 0) {
                    return false;
                }
                final int length = pair.keyEnd() - content;
                shortest = Math.min(shortest, length);
                longest = Math.max(longest, length);
                final long key = length <= now ? Long.MIN_VALUE : KeyPrefix.ofBytes(pair.bytes(), content + now, length - now);
                keys[i] = direction < 0 ? ~key : key;
            }
            if (longest <= now) {
                return shortest == longest; // else they differ in zeros at the end only
            }
            final long[][] sorted = RadixSort.sort(keys, Arrays.copyOfRange(places, from, to), count);
            if (sorted[0][0] != sorted[0][count - 1]) {
                System.arraycopy(sorted[1], 0, places, from, count);
                return sortTies(sorted[0], from, count, now + Long.BYTES);
            }
        }
        return false;
    }

    private boolean sortTies(final long[] keys, final int from, final int count, final int depth) {
        int start = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || keys[i] != keys[start]) {
                if (i - start > 1 && !sort(from + start, from + i, depth)) {
                    return false;
                }
                start = i;
            }
        }
        return true;
    }
}
