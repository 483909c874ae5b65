package io.kindling.driver.rdd;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which partitions a take looks at, round by round: a few first; nothing found: several times as many; something found: half as many again as it
 * should take. Used by one thread at a time.
 */
final class TakeRounds {

    private final int limit;
    private final int partitions;
    private final Growth growth;
    private int scanned;
    private int found;

    /**
     * How a take grows.
     *
     * @param first  how many partitions are looked at first
     * @param factor each round looks at up to so many times the partitions that all before it did
     */
    record Growth(int first, int factor) {
    }

    TakeRounds(final int limit, final int partitions, final Growth growth) {
        if (limit < 0) {
            throw new IllegalArgumentException("The limit of a take is " + limit);
        }
        this.limit = limit;
        this.partitions = partitions;
        this.growth = growth;
    }

    boolean isOver() {
        return found >= limit || scanned >= partitions;
    }

    /** How many records are still wanted. */
    int left() {
        return limit - found;
    }

    /** The next ones to look at. */
    List<Integer> next() {
        final int first = scanned;
        scanned += (int) Math.min(partitions - scanned, size());
        return IntStream.range(first, scanned).boxed().toList();
    }

    /** Takes the results of a round. */
    @SuppressWarnings("unchecked")
    <T> void add(final Shipping shipping, final List<byte[]> results, final List<T> taken, final String name) {
        for (final byte[] part : results) {
            for (final Object value : shipping.decode(part, name)) {
                if (taken.size() < limit) {
                    taken.add((T) value);
                }
            }
        }
        found = taken.size();
    }

    private long size() {
        if (scanned == 0) {
            return growth.first;
        }
        final long most = (long) scanned * growth.factor;
        return found == 0 ? most : Math.max(1, Math.min(most, (long) Math.ceil(1.5 * left() * scanned / found)));
    }
}
