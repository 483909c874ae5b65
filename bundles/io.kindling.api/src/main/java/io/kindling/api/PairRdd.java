package io.kindling.api;

import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function;
import io.kindling.api.function.Function2;
import io.kindling.api.spi.PartitionFunctions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
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

    /** The same data set by its type as pairs: it has the same partitions and, if they are known to be by key, is still known to be. */
    static <K, V> PairRdd<K, V> fromJavaRDD(final Rdd<Tuple2<K, V>> pairs) {
        return pairs.mapToPair(PartitionFunctions.same());
    }

    /** Each value through a function; keys and partitions stay. */
    <W> PairRdd<K, W> mapValues(Function<V, W> function);

    /** Each value to any number of values; keys and partitions stay. */
    <W> PairRdd<K, W> flatMapValues(FlatMapFunction<V, W> function);

    /** The keys. */
    Rdd<K> keys();

    /** The values. */
    Rdd<V> values();

    /** The values of each key to one; combined before the shuffle too. The function must be associative. */
    PairRdd<K, V> reduceByKey(Function2<V, V, V> function);

    /** As {@link #reduceByKey(Function2)}, in so many partitions. */
    PairRdd<K, V> reduceByKey(Function2<V, V, V> function, int partitions);

    /** As {@link #reduceByKey(Function2)}, in the partitions that a partitioner says. */
    PairRdd<K, V> reduceByKey(Partitioner partitioner, Function2<V, V, V> function);

    /**
     * The values of each key together. They need not fit into memory: those of a key with many are decoded each time that they are gone
     * through, as long as the task runs. Where a data set is kept, or they are written, they become lists; who keeps them within objects of
     * another class puts them into a list first.
     */
    PairRdd<K, Iterable<V>> groupByKey();

    /** As {@link #groupByKey()}, in the partitions that a partitioner says. */
    PairRdd<K, Iterable<V>> groupByKey(Partitioner partitioner);

    /** As {@link #groupByKey()}, in so many partitions. */
    PairRdd<K, Iterable<V>> groupByKey(int partitions);

    /** The values of each key folded into a zero of another type; every key starts from a copy of its own. */
    <U> PairRdd<K, U> aggregateByKey(U zero, Function2<U, V, U> fold, Function2<U, U, U> combine);

    /** As {@link #aggregateByKey(Object, Function2, Function2)}, in so many partitions. */
    <U> PairRdd<K, U> aggregateByKey(U zero, int partitions, Function2<U, V, U> fold, Function2<U, U, U> combine);

    /** As {@link #aggregateByKey(Object, Function2, Function2)}, in the partitions that a partitioner says. */
    <U> PairRdd<K, U> aggregateByKey(U zero, Partitioner partitioner, Function2<U, V, U> fold, Function2<U, U, U> combine);

    /** As {@link #foldByKey(Object, Function2)}, in the partitions that a partitioner says. */
    default PairRdd<K, V> foldByKey(final V zero, final Partitioner partitioner, final Function2<V, V, V> function) {
        return aggregateByKey(zero, partitioner, function, function);
    }

    /** The values of each key folded into a zero; every key starts from a copy of its own. The function must be associative. */
    default PairRdd<K, V> foldByKey(final V zero, final Function2<V, V, V> function) {
        return aggregateByKey(zero, function, function);
    }

    /** As {@link #foldByKey(Object, Function2)}, in so many partitions. */
    default PairRdd<K, V> foldByKey(final V zero, final int partitions, final Function2<V, V, V> function) {
        return aggregateByKey(zero, partitions, function, function);
    }

    /**
     * The values of each key combined, before the shuffle too.
     *
     * @param create  from the first value of a key to a combination
     * @param add     may change its first argument and return it
     * @param combine may change its first argument and return it
     */
    default <C> PairRdd<K, C> combineByKey(final Function<V, C> create, final Function2<C, V, C> add, final Function2<C, C, C> combine) {
        return aggregateByKey(null, Combining.fold(create, add), Combining.combine(combine));
    }

    /** As {@link #combineByKey(Function, Function2, Function2)}, in so many partitions. */
    default <C> PairRdd<K, C> combineByKey(final Function<V, C> create, final Function2<C, V, C> add, final Function2<C, C, C> combine,
                                           final int partitions) {
        return aggregateByKey(null, partitions, Combining.fold(create, add), Combining.combine(combine));
    }

    /** As {@link #combineByKey(Function, Function2, Function2)}, in the partitions that a partitioner says. */
    default <C> PairRdd<K, C> combineByKey(final Function<V, C> create, final Function2<C, V, C> add, final Function2<C, C, C> combine,
                                           final Partitioner partitioner) {
        return aggregateByKey(null, partitioner, Combining.fold(create, add), Combining.combine(combine));
    }

    /** The pairs in the partitions that a partitioner says. */
    PairRdd<K, V> partitionBy(Partitioner partitioner);

    /** The pairs in the partitions that a partitioner says, each partition sorted by key; keys must be Comparable. */
    PairRdd<K, V> repartitionAndSortWithinPartitions(Partitioner partitioner);

    /** As {@link #repartitionAndSortWithinPartitions(Partitioner)}, by a comparator, which must be serialisable. */
    PairRdd<K, V> repartitionAndSortWithinPartitions(Partitioner partitioner, Comparator<K> comparator);

    /**
     * The pairs whose keys the other data set does not have, in the partitions of this one if it has a partitioner other than by ranges (keys of the
     * other one may have no order), and in as many as it has otherwise.
     */
    default <W> PairRdd<K, V> subtractByKey(final PairRdd<K, W> other) {
        final Partitioner known = partitioner().orNull();
        return known == null || known instanceof RangePartitioner ? subtractByKey(other, Math.max(1, getNumPartitions())) : subtractByKey(other, known);
    }

    /** As {@link #subtractByKey(PairRdd)}, in so many partitions. */
    default <W> PairRdd<K, V> subtractByKey(final PairRdd<K, W> other, final int partitions) {
        return cogroup(other, partitions).flatMapValues(Joins.here());
    }

    /**
     * The pairs whose keys lie between two, both included; keys must be Comparable. If the partitions are ranges, as after sorting by key, only those
     * are looked at that can have such keys.
     */
    default PairRdd<K, V> filterByRange(final K lower, final K upper) {
        return Ranges.filtered(this, null, lower, upper);
    }

    /** As {@link #filterByRange(Object, Object)}, by a comparator, which must be serialisable. */
    default PairRdd<K, V> filterByRange(final Comparator<K> comparator, final K lower, final K upper) {
        return Ranges.filtered(this, Objects.requireNonNull(comparator, "comparator is null"), lower, upper);
    }

    @Override
    PairRdd<K, V> setName(String name);

    @Override
    PairRdd<K, V> filterPartitions(Function<Integer, Boolean> filter);

    /** A random part with a fraction for each key, another one each time; every key needs a fraction. */
    default PairRdd<K, V> sampleByKey(final boolean withReplacement, final Map<K, Double> fractions) {
        return sampleByKey(withReplacement, fractions, ThreadLocalRandom.current().nextLong());
    }

    /** A random part with a fraction for each key, the same one for the same seed; every key needs a fraction. */
    default PairRdd<K, V> sampleByKey(final boolean withReplacement, final Map<K, Double> fractions, final long seed) {
        fractions.values().forEach(fraction -> Sampling.check(withReplacement, fraction));
        return mapPartitionsWithIndex(Sampling.<K, V>byKey(withReplacement, new HashMap<>(fractions), seed), true).mapToPair(PartitionFunctions.same());
    }

    /** As {@link #sampleByKeyExact(boolean, Map, long)}, other pairs each time. */
    default PairRdd<K, V> sampleByKeyExact(final boolean withReplacement, final Map<K, Double> fractions) {
        return sampleByKeyExact(withReplacement, fractions, ThreadLocalRandom.current().nextLong());
    }

    /**
     * A random part that has of each key exactly its fraction of the pairs, rounded up. Runs a job that counts; every key needs a fraction.
     *
     * @param seed the same part for the same seed, if partitions come in the same order
     */
    default PairRdd<K, V> sampleByKeyExact(final boolean withReplacement, final Map<K, Double> fractions, final long seed) {
        return ExactSampling.of(this, withReplacement, fractions, seed);
    }

    /** For each key here, every pair of a value here and a value there, or of a value here and none. */
    default <W> PairRdd<K, Tuple2<V, Optional<W>>> leftOuterJoin(final PairRdd<K, W> other) {
        return cogroup(other).flatMapValues(Joins.left());
    }

    /** As {@link #leftOuterJoin(PairRdd)}, in so many partitions. */
    default <W> PairRdd<K, Tuple2<V, Optional<W>>> leftOuterJoin(final PairRdd<K, W> other, final int partitions) {
        return cogroup(other, partitions).flatMapValues(Joins.left());
    }

    /** For each key there, every pair of a value here and a value there, or of none and a value there. */
    default <W> PairRdd<K, Tuple2<Optional<V>, W>> rightOuterJoin(final PairRdd<K, W> other) {
        return cogroup(other).flatMapValues(Joins.right());
    }

    /** As {@link #rightOuterJoin(PairRdd)}, in so many partitions. */
    default <W> PairRdd<K, Tuple2<Optional<V>, W>> rightOuterJoin(final PairRdd<K, W> other, final int partitions) {
        return cogroup(other, partitions).flatMapValues(Joins.right());
    }

    /** As {@link #subtractByKey(PairRdd)}, in the partitions that a partitioner says. */
    default <W> PairRdd<K, V> subtractByKey(final PairRdd<K, W> other, final Partitioner partitioner) {
        return cogroup(other, partitioner).flatMapValues(Joins.here());
    }

    /** As {@link #leftOuterJoin(PairRdd)}, in the partitions that a partitioner says. */
    default <W> PairRdd<K, Tuple2<V, Optional<W>>> leftOuterJoin(final PairRdd<K, W> other, final Partitioner partitioner) {
        return cogroup(other, partitioner).flatMapValues(Joins.left());
    }

    /** As {@link #rightOuterJoin(PairRdd)}, in the partitions that a partitioner says. */
    default <W> PairRdd<K, Tuple2<Optional<V>, W>> rightOuterJoin(final PairRdd<K, W> other, final Partitioner partitioner) {
        return cogroup(other, partitioner).flatMapValues(Joins.right());
    }

    /** As {@link #fullOuterJoin(PairRdd)}, in the partitions that a partitioner says. */
    default <W> PairRdd<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(final PairRdd<K, W> other, final Partitioner partitioner) {
        return cogroup(other, partitioner).flatMapValues(Joins.full());
    }

    /** For each key of either, every pair of a value here and a value there; none stands for a side that has no value. */
    default <W> PairRdd<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(final PairRdd<K, W> other) {
        return cogroup(other).flatMapValues(Joins.full());
    }

    /** As {@link #fullOuterJoin(PairRdd)}, in so many partitions. */
    default <W> PairRdd<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(final PairRdd<K, W> other, final int partitions) {
        return cogroup(other, partitions).flatMapValues(Joins.full());
    }

    /** The same as {@link #cogroup(PairRdd)}, by the other name that Spark's users know. */
    default <W> PairRdd<K, Tuple2<Iterable<V>, Iterable<W>>> groupWith(final PairRdd<K, W> other) {
        return cogroup(other);
    }

    /** The same as {@link #cogroup(PairRdd, PairRdd)}, by the other name that Spark's users know. */
    default <W1, W2> PairRdd<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> groupWith(final PairRdd<K, W1> other1, final PairRdd<K, W2> other2) {
        return cogroup(other1, other2);
    }

    /** The same as {@link #cogroup(PairRdd, PairRdd, PairRdd)}, by the other name that Spark's users know. */
    default <W1, W2, W3> PairRdd<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> groupWith(final PairRdd<K, W1> other1,
            final PairRdd<K, W2> other2, final PairRdd<K, W3> other3) {
        return cogroup(other1, other2, other3);
    }

    /**
     * About how many different values each key has.
     *
     * @param relativeSD about the relative standard deviation of the answers, at least 0.00026; half of it takes four times the memory
     */
    default PairRdd<K, Long> countApproxDistinctByKey(final double relativeSD) {
        DistinctSketch.of(relativeSD);
        return combineByKey((V value) -> DistinctSketch.of(relativeSD).add(value), DistinctSketch::add, DistinctSketch::merge)
                .mapValues(DistinctSketch::estimate);
    }

    /** As {@link #countApproxDistinctByKey(double)}, in so many partitions. */
    default PairRdd<K, Long> countApproxDistinctByKey(final double relativeSD, final int partitions) {
        DistinctSketch.of(relativeSD);
        return combineByKey((V value) -> DistinctSketch.of(relativeSD).add(value), DistinctSketch::add, DistinctSketch::merge, partitions)
                .mapValues(DistinctSketch::estimate);
    }

    /** As {@link #countApproxDistinctByKey(double)}, in the partitions that a partitioner says. */
    default PairRdd<K, Long> countApproxDistinctByKey(final double relativeSD, final Partitioner partitioner) {
        DistinctSketch.of(relativeSD);
        return combineByKey((V value) -> DistinctSketch.of(relativeSD).add(value), DistinctSketch::add, DistinctSketch::merge, partitioner)
                .mapValues(DistinctSketch::estimate);
    }

    /** As {@link #countByKeyApprox(long, double)}, with bounds that hold in 95 of 100 cases. */
    default PartialResult<Map<K, BoundedDouble>> countByKeyApprox(final long timeout) {
        return countByKeyApprox(timeout, 0.95);
    }

    /** As {@link #countByKey()}, with estimates if that takes too long; see {@link #countApprox(long, double)}. */
    default PartialResult<Map<K, BoundedDouble>> countByKeyApprox(final long timeout, final double confidence) {
        return keys().countByValueApprox(timeout, confidence);
    }

    /** The values of one key. */
    default List<V> lookup(final K key) {
        return filter(pair -> Objects.equals(pair._1, key)).values().collect();
    }

    /** As {@link #reduceByKey(Function2)}, with the result as a map at the driver. */
    default Map<K, V> reduceByKeyLocally(final Function2<V, V, V> function) {
        return reduceByKey(function).collectAsMap();
    }

    /** For each key, every pair of a value here and a value there. */
    <W> PairRdd<K, Tuple2<V, W>> join(PairRdd<K, W> other);

    /** As {@link #join(PairRdd)}, in so many partitions. */
    <W> PairRdd<K, Tuple2<V, W>> join(PairRdd<K, W> other, int partitions);

    /** As {@link #join(PairRdd)}, in the partitions that a partitioner says. */
    <W> PairRdd<K, Tuple2<V, W>> join(PairRdd<K, W> other, Partitioner partitioner);

    /** For each key of either, its values here and its values there. */
    <W> PairRdd<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(PairRdd<K, W> other);

    /** As {@link #cogroup(PairRdd)}, in so many partitions. */
    <W> PairRdd<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(PairRdd<K, W> other, int partitions);

    /** As {@link #cogroup(PairRdd)}, in the partitions that a partitioner says. */
    <W> PairRdd<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(PairRdd<K, W> other, Partitioner partitioner);

    /** For each key of any, its values in each of three data sets. */
    <W1, W2> PairRdd<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> cogroup(PairRdd<K, W1> other1, PairRdd<K, W2> other2);

    /** As {@link #cogroup(PairRdd, PairRdd)}, in so many partitions. */
    <W1, W2> PairRdd<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> cogroup(PairRdd<K, W1> other1, PairRdd<K, W2> other2, int partitions);

    /** For each key of any, its values in each of four data sets. */
    <W1, W2, W3> PairRdd<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> cogroup(PairRdd<K, W1> other1, PairRdd<K, W2> other2,
                                                                                                  PairRdd<K, W3> other3);

    /** As {@link #cogroup(PairRdd, PairRdd, PairRdd)}, in so many partitions. */
    <W1, W2, W3> PairRdd<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> cogroup(PairRdd<K, W1> other1, PairRdd<K, W2> other2,
                                                                                                  PairRdd<K, W3> other3, int partitions);

    /** As {@link #cogroup(PairRdd, PairRdd)}, in the partitions that a partitioner says. */
    <W1, W2> PairRdd<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> cogroup(PairRdd<K, W1> other1, PairRdd<K, W2> other2, Partitioner partitioner);

    /** As {@link #cogroup(PairRdd, PairRdd, PairRdd)}, in the partitions that a partitioner says. */
    <W1, W2, W3> PairRdd<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> cogroup(PairRdd<K, W1> other1, PairRdd<K, W2> other2,
                                                                                                  PairRdd<K, W3> other3, Partitioner partitioner);

    /** Sorted by key, ascending, with a comparator, which must be serialisable. */
    default PairRdd<K, V> sortByKey(final Comparator<K> comparator) {
        return sortByKey(comparator, true);
    }

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
    default PairRdd<K, V> sample(final boolean withReplacement, final double fraction) {
        return sample(withReplacement, fraction, ThreadLocalRandom.current().nextLong());
    }

    @Override
    default PairRdd<K, V> sample(final boolean withReplacement, final double fraction, final long seed) {
        return Rdd.super.sample(withReplacement, fraction, seed).mapToPair(PartitionFunctions.same());
    }

    @Override
    default PairRdd<K, V> intersection(final Rdd<Tuple2<K, V>> other) {
        return Rdd.super.intersection(other).mapToPair(PartitionFunctions.same());
    }

    @Override
    default PairRdd<K, V> subtract(final Rdd<Tuple2<K, V>> other) {
        return subtract(other, Math.max(1, getNumPartitions()));
    }

    @Override
    default PairRdd<K, V> subtract(final Rdd<Tuple2<K, V>> other, final int partitions) {
        return Rdd.super.subtract(other, partitions).mapToPair(PartitionFunctions.same());
    }

    @Override
    PairRdd<K, V> distinct();

    @Override
    PairRdd<K, V> distinct(int partitions);

    @Override
    PairRdd<K, V> repartition(int partitions);

    @Override
    PairRdd<K, V> coalesce(int partitions);

    @Override
    default PairRdd<K, V> coalesce(final int partitions, final boolean shuffle) {
        return shuffle ? repartition(partitions) : coalesce(partitions);
    }

    @Override
    PairRdd<K, V> cache();

    @Override
    PairRdd<K, V> persist(StorageLevel level);

    @Override
    PairRdd<K, V> unpersist();

    @Override
    PairRdd<K, V> unpersist(boolean blocking);

    /** How many pairs each key has. */
    Map<K, Long> countByKey();

    /** The pairs as a map; of several values of a key the last one stays. */
    Map<K, V> collectAsMap();
}
