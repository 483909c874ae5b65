package io.kindling.api;

import java.util.Comparator;
import java.util.Objects;

/** Ranges of keys. */
final class Ranges {

    private Ranges() {
    }

    /** The pairs whose keys lie between two, of those partitions that can have some; {@code comparator} is null for the keys' natural order. */
    static <K, V> PairRdd<K, V> filtered(final PairRdd<K, V> pairs, final Comparator<K> comparator, final K lower, final K upper) {
        final PairRdd<K, V> some = pruned(pairs, comparator, lower, upper);
        return comparator == null
                ? some.filter(pair -> Joins.compare(lower, pair._1) <= 0 && Joins.compare(pair._1, upper) <= 0)
                : some.filter(pair -> comparator.compare(lower, pair._1) <= 0 && comparator.compare(pair._1, upper) <= 0);
    }

    private static <K, V> PairRdd<K, V> pruned(final PairRdd<K, V> pairs, final Comparator<K> comparator, final K lower, final K upper) {
        final Partitioner known = pairs.partitioner().orNull();
        if (!(known instanceof RangePartitioner<?> ranges) || !alike(ranges.comparator(), comparator)) {
            return pairs;
        }
        final int one = ranges.getPartition(lower);
        final int other = ranges.getPartition(upper);
        final int from = Math.min(one, other);
        final int to = Math.max(one, other);
        return pairs.filterPartitions(partition -> partition >= from && partition <= to);
    }

    /** Whether they are known to give the same order: a comparator that has travelled is not itself any more. */
    private static boolean alike(final Comparator<?> ranges, final Comparator<?> asked) {
        return Objects.equals(ranges, asked) || ranges != null && asked != null && ranges.getClass() == asked.getClass() && isStateless(ranges);
    }

    private static boolean isStateless(final Comparator<?> comparator) {
        return !comparator.getClass().isHidden() && comparator.getClass().getDeclaredFields().length == 0
                && comparator.getClass().getSuperclass() == Object.class;
    }
}
