package io.kindling.api;

import io.kindling.api.function.Function;
import io.kindling.api.function.Function2;
import java.util.Comparator;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A data set of pairs. Keys need {@code equals} and {@code hashCode}; arrays have neither and are refused as keys
 * by everything that hashes.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@ProviderType
public interface PairRdd<K, V> extends Rdd<Tuple2<K, V>> {

    /** Each value through a function; keys and partitions stay. */
    <W> PairRdd<K, W> mapValues(Function<V, W> function);

    /** The keys. */
    Rdd<K> keys();

    /** The values. */
    Rdd<V> values();

    /** The values of each key to one; combined before the shuffle too. The function must be associative. */
    PairRdd<K, V> reduceByKey(Function2<V, V, V> function);

    /** As {@link #reduceByKey(Function2)}, in so many partitions. */
    PairRdd<K, V> reduceByKey(Function2<V, V, V> function, int partitions);

    /** The values of each key together. */
    PairRdd<K, Iterable<V>> groupByKey();

    /** As {@link #groupByKey()}, in so many partitions. */
    PairRdd<K, Iterable<V>> groupByKey(int partitions);

    /** The values of each key folded into a zero of another type; every key starts from a copy of its own. */
    <U> PairRdd<K, U> aggregateByKey(U zero, Function2<U, V, U> fold, Function2<U, U, U> combine);

    /** As {@link #aggregateByKey(Object, Function2, Function2)}, in so many partitions. */
    <U> PairRdd<K, U> aggregateByKey(U zero, int partitions, Function2<U, V, U> fold, Function2<U, U, U> combine);

    /** For each key, every pair of a value here and a value there. */
    <W> PairRdd<K, Tuple2<V, W>> join(PairRdd<K, W> other);

    /** As {@link #join(PairRdd)}, in so many partitions. */
    <W> PairRdd<K, Tuple2<V, W>> join(PairRdd<K, W> other, int partitions);

    /** For each key of either, its values here and its values there. */
    <W> PairRdd<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(PairRdd<K, W> other);

    /** As {@link #cogroup(PairRdd)}, in so many partitions. */
    <W> PairRdd<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(PairRdd<K, W> other, int partitions);

    /** Sorted by key, ascending; keys must be Comparable. Partitions are ranges in order. Runs a job to find the ranges. */
    PairRdd<K, V> sortByKey();

    /** Sorted by key; keys must be Comparable. */
    PairRdd<K, V> sortByKey(boolean ascending);

    /** Sorted by key in so many partitions; keys must be Comparable. */
    PairRdd<K, V> sortByKey(boolean ascending, int partitions);

    /** Sorted by key with a comparator, which must be serialisable. */
    PairRdd<K, V> sortByKey(Comparator<K> comparator, boolean ascending);

    /** Sorted by key with a comparator, which must be serialisable, in so many partitions. */
    PairRdd<K, V> sortByKey(Comparator<K> comparator, boolean ascending, int partitions);

    @Override
    PairRdd<K, V> filter(Function<Tuple2<K, V>, Boolean> function);

    /** The pairs of both, duplicates kept. */
    PairRdd<K, V> union(PairRdd<K, V> other);

    @Override
    PairRdd<K, V> distinct();

    @Override
    PairRdd<K, V> distinct(int partitions);

    @Override
    PairRdd<K, V> repartition(int partitions);

    @Override
    PairRdd<K, V> cache();

    @Override
    PairRdd<K, V> unpersist();

    /** How many pairs each key has. */
    Map<K, Long> countByKey();

    /** The pairs as a map; of several values of a key the last one stays. */
    Map<K, V> collectAsMap();
}
