package io.kindling.api;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Spreads keys by ranges, in order: each partition has the keys up to a bound. What sorting by key uses; {@link PairRdd#partitioner()} of its result
 * is one. Immutable.
 *
 * @param <K> the type of the keys
 */
public final class RangePartitioner<K> extends Partitioner {

    private static final long serialVersionUID = 1L;

    private final Comparator<K> comparator;
    private final boolean ascending;
    private final Object[] bounds;

    /** Ranges that have about as many pairs each; fewer if there are fewer different keys. Runs a job that samples the keys, which must be Comparable. */
    public RangePartitioner(final int partitions, final PairRdd<K, ?> pairs) {
        this(partitions, pairs, true);
    }

    /** As {@link #RangePartitioner(int, PairRdd)}, from the greatest keys to the least if not ascending. */
    public RangePartitioner(final int partitions, final PairRdd<K, ?> pairs, final boolean ascending) {
        this(sampled(pairs.sortByKey(ascending, partitions)));
    }

    /** As {@link #RangePartitioner(int, PairRdd, boolean)}, by a comparator, which must be serialisable. */
    public RangePartitioner(final int partitions, final PairRdd<K, ?> pairs, final boolean ascending, final Comparator<K> comparator) {
        this(sampled(pairs.sortByKey(comparator, ascending, partitions)));
    }

    /**
     * Ranges that are given.
     *
     * @param comparator of the keys; null for their natural order
     * @param ascending  whether the first partition has the least keys
     * @param bounds     the last key of each partition but the last one, in the order of the partitions
     */
    public RangePartitioner(final Comparator<K> comparator, final boolean ascending, final List<K> bounds) {
        this.comparator = comparator;
        this.ascending = ascending;
        this.bounds = bounds.toArray();
    }

    private RangePartitioner(final RangePartitioner<K> other) {
        comparator = other.comparator;
        ascending = other.ascending;
        bounds = other.bounds;
    }

    @SuppressWarnings("unchecked")
    private static <K> RangePartitioner<K> sampled(final PairRdd<K, ?> sorted) {
        return (RangePartitioner<K>) sorted.partitioner().get();
    }

    /** Null for the keys' natural order. */
    public Comparator<K> comparator() {
        return comparator;
    }

    /** Whether the first partition has the least keys. */
    public boolean isAscending() {
        return ascending;
    }

    /** The last key of each partition but the last one; a copy. */
    @SuppressWarnings("unchecked")
    public List<K> bounds() {
        return (List<K>) Arrays.asList(bounds.clone());
    }

    @Override
    public int numPartitions() {
        return bounds.length + 1;
    }

    @Override
    @SuppressWarnings("unchecked")
    public int getPartition(final Object key) {
        int from = 0;
        int to = bounds.length;
        while (from < to) {
            final int middle = (from + to) >>> 1;
            final int order = comparator == null ? ((Comparable<Object>) key).compareTo(bounds[middle]) : comparator.compare((K) key, (K) bounds[middle]);
            if (ascending ? order <= 0 : order >= 0) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof RangePartitioner<?> that && ascending == that.ascending && Objects.equals(comparator, that.comparator)
                && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        return "RangePartitioner(" + numPartitions() + ")";
    }
}
