package io.kindling.api;

import static java.util.Objects.requireNonNull;

import io.kindling.api.compress.CompressionCodec;
import io.kindling.api.function.DoubleFlatMapFunction;
import io.kindling.api.function.DoubleFunction;
import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.FlatMapFunction2;
import io.kindling.api.function.Function;
import io.kindling.api.function.Function2;
import io.kindling.api.function.PairFlatMapFunction;
import io.kindling.api.function.PairFunction;
import io.kindling.api.function.VoidFunction;
import io.kindling.api.spi.PartitionFunctions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A distributed data set: a recipe, computed when an action asks for it, again and again unless it is cached.
 * Immutable and thread-safe. Transformations return at once and fail at once if a function cannot travel
 * ({@link NotSerializableClosureException}); actions block until the job has ended and throw
 * {@link JobFailedException} if it fails.
 *
 * @param <T> the type of its records
 */
@ProviderType
public interface Rdd<T> extends RddPersistence<T>, AsyncRddActions<T> {

    /** Its number within the context. */
    int id();

    /** How many partitions it has. */
    int getNumPartitions();

    /** Its partitions, in order. */
    default List<Partition> partitions() {
        return IntStream.range(0, getNumPartitions()).mapToObj(Partition::new).toList();
    }

    /** How its keys are spread over its partitions, if that is known. */
    Optional<Partitioner> partitioner();

    /** Gives it a name, which lineage and lists of what is kept show; this. */
    Rdd<T> setName(String name);

    /** The name that the program has given it; null if none. */
    String name();

    /** What it is made of: a line for each data set, indented at each shuffle, with the number of partitions where that may change. */
    String toDebugString();

    /** The partitions whose numbers a function accepts, which is called at the driver. The others are not computed. */
    Rdd<T> filterPartitions(Function<Integer, Boolean> filter);

    /** Each record through a function. */
    <R> Rdd<R> map(Function<T, R> function);

    /** The records for which the function is true. */
    Rdd<T> filter(Function<T, Boolean> function);

    /** Each record to any number of records. */
    <R> Rdd<R> flatMap(FlatMapFunction<T, R> function);

    /** Each partition through a function from iterator to iterator. */
    <R> Rdd<R> mapPartitions(FlatMapFunction<Iterator<T>, R> function);

    /**
     * Each partition through a function of its index and its iterator.
     *
     * @param preservesPartitioning whether records keep their keys, so that what is known of their partitions stays true
     */
    <R> Rdd<R> mapPartitionsWithIndex(Function2<Integer, Iterator<T>, Iterator<R>> function, boolean preservesPartitioning);

    /**
     * Each partition through a function from iterator to iterator.
     *
     * @param preservesPartitioning whether the records are pairs that keep their keys
     */
    default <R> Rdd<R> mapPartitions(final FlatMapFunction<Iterator<T>, R> function, final boolean preservesPartitioning) {
        requireNonNull(function, "the function of mapPartitions is null");
        return preservesPartitioning ? mapPartitionsWithIndex((partition, records) -> function.call(records), true) : mapPartitions(function);
    }

    /** Each partition through a function from iterator to iterator of doubles. */
    default DoubleRdd mapPartitionsToDouble(final DoubleFlatMapFunction<Iterator<T>> function) {
        requireNonNull(function, "the function of mapPartitionsToDouble is null");
        return mapPartitions(PartitionFunctions.flat(function)).mapToDouble(PartitionFunctions.sameDouble());
    }

    /** As {@link #mapPartitionsToDouble(DoubleFlatMapFunction)}; numbers have no keys to keep. */
    default DoubleRdd mapPartitionsToDouble(final DoubleFlatMapFunction<Iterator<T>> function, final boolean preservesPartitioning) {
        return mapPartitionsToDouble(function);
    }

    /** As {@link #mapPartitions(FlatMapFunction, boolean)}, to pairs. */
    default <K, V> PairRdd<K, V> mapPartitionsToPair(final PairFlatMapFunction<Iterator<T>, K, V> function, final boolean preservesPartitioning) {
        return this.<Tuple2<K, V>>mapPartitions(function::call, preservesPartitioning).mapToPair(PartitionFunctions.same());
    }

    /** Each partition through a function from iterator to iterator of pairs. */
    default <K, V> PairRdd<K, V> mapPartitionsToPair(final PairFlatMapFunction<Iterator<T>, K, V> function) {
        return this.<Tuple2<K, V>>mapPartitions(function::call).mapToPair(PartitionFunctions.same());
    }

    /** Each record to a double. */
    DoubleRdd mapToDouble(DoubleFunction<T> function);

    /** Each record to any number of doubles. */
    DoubleRdd flatMapToDouble(DoubleFlatMapFunction<T> function);

    /** Each partition through what a factory makes on the executor. */
    default <U> Rdd<U> mapPartitionsWithEvaluator(final PartitionEvaluatorFactory<T, U> factory) {
        return mapPartitionsWithIndex(Evaluators.one(factory), false);
    }

    /** The partitions of both, pair by pair, through what a factory makes on the executor; both must have equally many partitions. */
    default <U> Rdd<U> zipPartitionsWithEvaluator(final Rdd<T> other, final PartitionEvaluatorFactory<T, U> factory) {
        return mapPartitionsWithIndex(Evaluators.<T>numbered(), false).zipPartitions(other, Evaluators.two(factory));
    }

    /** Each partition as one list; it must fit the executor's memory. */
    default Rdd<List<T>> glom() {
        return mapPartitions(records -> {
            final List<T> all = new ArrayList<>();
            records.forEachRemaining(all::add);
            return List.of(all).iterator();
        });
    }

    /** Each record with a key made of it. */
    default <K> PairRdd<K, T> keyBy(final Function<T, K> key) {
        return mapToPair(record -> new Tuple2<>(key.call(record), record));
    }

    /** The records of each key that a function makes of them. */
    default <K> PairRdd<K, Iterable<T>> groupBy(final Function<T, K> key) {
        return keyBy(key).groupByKey();
    }

    /** As {@link #groupBy(Function)}, in so many partitions. */
    default <K> PairRdd<K, Iterable<T>> groupBy(final Function<T, K> key, final int partitions) {
        return keyBy(key).groupByKey(partitions);
    }

    /** Each record to a pair. */
    <K, V> PairRdd<K, V> mapToPair(PairFunction<T, K, V> function);

    /** Each record to any number of pairs. */
    <K, V> PairRdd<K, V> flatMapToPair(PairFlatMapFunction<T, K, V> function);

    /** The records of both, duplicates kept. */
    Rdd<T> union(Rdd<T> other);

    /** Each record that both have, once. */
    default Rdd<T> intersection(final Rdd<T> other) {
        final PairRdd<T, Boolean> here = mapToPair(record -> new Tuple2<>(record, true));
        final PairRdd<T, Boolean> there = other.mapToPair(record -> new Tuple2<>(record, true));
        return here.cogroup(there).filter(both -> both._2._1.iterator().hasNext() && both._2._2.iterator().hasNext()).keys();
    }

    /** The records that the other data set does not have, duplicates kept. */
    default Rdd<T> subtract(final Rdd<T> other) {
        return subtract(other, Math.max(1, getNumPartitions()));
    }

    /** As {@link #subtract(Rdd)}, in so many partitions. */
    default Rdd<T> subtract(final Rdd<T> other, final int partitions) {
        final PairRdd<T, Boolean> here = mapToPair(record -> new Tuple2<>(record, true));
        return here.subtractByKey(other.<T, Boolean>mapToPair(record -> new Tuple2<>(record, true)), partitions).keys();
    }

    /**
     * The partitions of both, pair by pair, through a function; both must have equally many partitions.
     *
     * @throws KindlingException if they have not
     */
    <U, R> Rdd<R> zipPartitions(Rdd<U> other, FlatMapFunction2<Iterator<T>, Iterator<U>, R> function);

    /** Record by record with another data set, which must have equally many partitions, and in each equally many records. */
    default <U> PairRdd<T, U> zip(final Rdd<U> other) {
        return zipPartitions(other, Zips.<T, U>pairs()).mapToPair(PartitionFunctions.same());
    }

    /** Each record with its index over all partitions. Runs a job that counts if there is more than one partition. */
    default PairRdd<T, Long> zipWithIndex() {
        final long[] begins = getNumPartitions() == 1 ? new long[1]
                : Zips.begins(mapPartitions(records -> List.of(Zips.count(records)).iterator()).collect());
        return mapPartitionsWithIndex(Zips.<T>indexes(begins), false).mapToPair(PartitionFunctions.same());
    }

    /** Each record with a number that no other has: its index in its partition times the number of partitions, plus the partition. Runs no job. */
    default PairRdd<T, Long> zipWithUniqueId() {
        return mapPartitionsWithIndex(Zips.<T>uniqueIds(getNumPartitions()), false).mapToPair(PartitionFunctions.same());
    }

    /** Sorted over all partitions by what a function makes of each record. Runs a job to find the ranges. */
    default <S> Rdd<T> sortBy(final Function<T, S> key, final boolean ascending, final int partitions) {
        return keyBy(key).sortByKey(ascending, partitions).values();
    }

    /** A random part, another one each time. */
    default Rdd<T> sample(final boolean withReplacement, final double fraction) {
        return sample(withReplacement, fraction, ThreadLocalRandom.current().nextLong());
    }

    /**
     * A random part, the same one for the same seed.
     *
     * @param fraction the chance of each record, 0 to 1; with replacement how often each is expected
     */
    default Rdd<T> sample(final boolean withReplacement, final double fraction, final long seed) {
        Sampling.check(withReplacement, fraction);
        return mapPartitionsWithIndex(Sampling.<T>of(withReplacement, fraction, seed), true);
    }

    /** Random parts in proportion to weights, other ones each time; each record is in one of them. */
    default Rdd<T>[] randomSplit(final double[] weights) {
        return randomSplit(weights, ThreadLocalRandom.current().nextLong());
    }

    /** As {@link #randomSplit(double[])}, the same parts for the same seed. */
    @SuppressWarnings("unchecked")
    default Rdd<T>[] randomSplit(final double[] weights, final long seed) {
        final double[] ends = Sampling.cells(weights);
        final Rdd<T>[] parts = new Rdd[ends.length];
        for (int i = 0; i < ends.length; i++) {
            parts[i] = mapPartitionsWithIndex(Sampling.<T>cell(i == 0 ? 0 : ends[i - 1], ends[i], seed), true);
        }
        return parts;
    }

    /** So many records by chance, in no order. */
    default List<T> takeSample(final boolean withReplacement, final int number) {
        return takeSample(withReplacement, number, ThreadLocalRandom.current().nextLong());
    }

    /** As {@link #takeSample(boolean, int)}, the same ones for the same seed. */
    default List<T> takeSample(final boolean withReplacement, final int number, final long seed) {
        return Sampling.take(this, withReplacement, number, seed);
    }

    /** Each record once, by {@code equals}. */
    Rdd<T> distinct();

    /** Each record once, in so many partitions. */
    Rdd<T> distinct(int partitions);

    /** The same records spread evenly over so many partitions, through a shuffle. */
    Rdd<T> repartition(int partitions);

    /**
     * The same records in at most so many partitions, without a shuffle: neighbouring partitions are read together by one task.
     * With far fewer partitions prefer {@link #repartition}, which keeps all executors busy.
     */
    Rdd<T> coalesce(int partitions);

    /** As {@link #coalesce(int)}, or through a shuffle, which can also make more partitions. */
    default Rdd<T> coalesce(final int partitions, final boolean shuffle) {
        return shuffle ? repartition(partitions) : coalesce(partitions);
    }

    /** Every record with every record of the other data set. */
    <U> PairRdd<T, U> cartesian(Rdd<U> other);

    /** All records, in the order of the partitions. */
    List<T> collect();

    /** How many records. */
    long count();

    /**
     * All records to one; the function must be associative and commutative.
     *
     * @throws KindlingException if there is no record
     */
    T reduce(Function2<T, T, T> function);

    /**
     * Every record folded into a zero, first in each partition, then the results; both starting from copies of the zero.
     * The function must be associative and commutative.
     */
    T fold(T zero, Function2<T, T, T> function);

    /**
     * Every record folded into a zero of another type in each partition, then the results combined; all starting from copies of the zero.
     *
     * @param fold    may change its first argument and return it
     * @param combine may change its first argument and return it; must be associative and commutative
     */
    <U> U aggregate(U zero, Function2<U, T, U> fold, Function2<U, U, U> combine);

    /** As {@link #aggregate}, with the results of partitions combined on the executors in rounds. */
    default <U> U treeAggregate(final U zero, final Function2<U, T, U> fold, final Function2<U, U, U> combine) {
        return treeAggregate(zero, fold, combine, 2);
    }

    /** As {@link #treeAggregate(Object, Function2, Function2)}, in so many rounds. */
    default <U> U treeAggregate(final U zero, final Function2<U, T, U> fold, final Function2<U, U, U> combine, final int depth) {
        return treeAggregate(zero, fold, combine, depth, false);
    }

    /**
     * As {@link #treeAggregate(Object, Function2, Function2, int)}.
     *
     * @param finalAggregateOnExecutor whether an executor does the last round too, so that the driver gets one result only
     */
    default <U> U treeAggregate(final U zero, final Function2<U, T, U> fold, final Function2<U, U, U> combine, final int depth,
                                final boolean finalAggregateOnExecutor) {
        final Rdd<U> parts = Trees.combined(mapPartitions(PartitionFunctions.fold(zero, fold)), combine, depth);
        if (getNumPartitions() == 0) {
            return aggregate(zero, fold, combine); // no partition makes a result that could be reduced
        }
        return (finalAggregateOnExecutor ? Trees.one(parts, combine) : parts).reduce(combine);
    }

    /** As {@link #reduce}, with the results of partitions combined on the executors in rounds. */
    default T treeReduce(final Function2<T, T, T> function) {
        return treeReduce(function, 2);
    }

    /** As {@link #treeReduce(Function2)}, in so many rounds. */
    default T treeReduce(final Function2<T, T, T> function, final int depth) {
        final Rdd<T> parts = mapPartitions(records -> {
            if (!records.hasNext()) {
                return List.<T>of().iterator();
            }
            T reduced = records.next();
            while (records.hasNext()) {
                reduced = function.call(reduced, records.next());
            }
            return Collections.singletonList(reduced).iterator();
        });
        return Trees.combined(parts, function, depth).reduce(function);
    }

    /** Whether there is no record. */
    default boolean isEmpty() {
        return take(1).isEmpty();
    }

    /** The greatest records, the greatest first; records must be Comparable. */
    default List<T> top(final int number) {
        return Extremes.first(this, number, Extremes.natural(true));
    }

    /** The greatest records by a comparator, which must be serialisable, the greatest first. */
    default List<T> top(final int number, final Comparator<T> comparator) {
        return Extremes.first(this, number, (Comparator<T> & Serializable) (first, second) -> comparator.compare(second, first));
    }

    /** The least records, in order; records must be Comparable. */
    default List<T> takeOrdered(final int number) {
        return Extremes.first(this, number, Extremes.natural(false));
    }

    /** The least records by a comparator, which must be serialisable, in order. */
    default List<T> takeOrdered(final int number, final Comparator<T> comparator) {
        return Extremes.first(this, number, comparator);
    }

    /** The greatest record by a comparator, which must be serialisable. */
    default T max(final Comparator<T> comparator) {
        return reduce((first, second) -> comparator.compare(first, second) >= 0 ? first : second);
    }

    /** The least record by a comparator, which must be serialisable. */
    default T min(final Comparator<T> comparator) {
        return reduce((first, second) -> comparator.compare(first, second) <= 0 ? first : second);
    }

    /** How often each record is there. */
    default Map<T, Long> countByValue() {
        return this.<T, Boolean>mapToPair(record -> new Tuple2<>(record, true)).countByKey();
    }

    /** The records of some partitions, one list for each. */
    List<T>[] collectPartitions(int[] partitions);

    /** All records, one partition after the other: the driver holds one at a time, and each is a job of its own. */
    default Iterator<T> toLocalIterator() {
        return new PartitionWalk<>(this);
    }

    /** Calls a function for each partition, on the executors. */
    default void foreachPartition(final VoidFunction<Iterator<T>> function) {
        mapPartitions(PartitionFunctions.forEach(function)).count();
    }

    /** The first {@code limit} records, from as few partitions as needed. */
    List<T> take(int limit);

    /**
     * The first record.
     *
     * @throws KindlingException if there is none
     */
    T first();

    /** Calls a function for each record, on the executors. */
    void foreach(VoidFunction<T> function);

    /**
     * About how many different records there are.
     *
     * @param relativeSD about the relative standard deviation of the answer, at least 0.00026; half of it takes four times the memory
     */
    default long countApproxDistinct(final double relativeSD) {
        final DistinctSketch none = DistinctSketch.of(relativeSD);
        return mapPartitions(PartitionFunctions.fold(none, DistinctSketch::add)).treeReduce(DistinctSketch::merge).estimate();
    }

    /**
     * Writes each record's {@code toString} as a line into {@code directory/part-NNNNN}, one file a partition, and
     * an empty {@code _SUCCESS}. The directory appears when all of it is there; a failed job leaves nothing.
     *
     * @throws KindlingException if the directory exists
     */
    void saveAsTextFile(String directory);

    /** As {@link #saveAsTextFile(String)}, compressed, e.g. with {@code GzipCodec.class}; the names of the files end as they should then. */
    default void saveAsTextFile(final String directory, final Class<? extends CompressionCodec> codec) {
        saveAsTextFile(directory, CompressionCodec.label(codec));
    }

    /**
     * As {@link #saveAsTextFile(String)}, compressed; the names of the files end as they should then.
     *
     * @param codec {@code gzip}, {@code bzip2}, {@code zstd}, {@code lz4}, {@code snappy}, {@code lzf} or {@code deflate}
     */
    void saveAsTextFile(String directory, String codec);

    /**
     * Writes the records as they are into {@code directory/part-NNNNN}, one file a partition, with checksums, and an empty {@code _SUCCESS}; for
     * {@link KindlingContext#objectFile}. The directory appears when all of it is there. Records of classes of the application can be read
     * by applications with the same JAR.
     *
     * @throws KindlingException if the directory exists
     */
    void saveAsObjectFile(String directory);

    /** The output lines of a program, see {@link #pipe(List, Map, boolean, int, String)}; the command is cut into words at blanks. */
    default Rdd<String> pipe(final String command) {
        return pipe(PipedCommand.words(command));
    }

    /** The output lines of a program, see {@link #pipe(List, Map, boolean, int, String)}. */
    default Rdd<String> pipe(final List<String> command) {
        return pipe(command, Map.of());
    }

    /** The output lines of a program, see {@link #pipe(List, Map, boolean, int, String)}. */
    default Rdd<String> pipe(final List<String> command, final Map<String, String> env) {
        return pipe(command, env, false, 8192);
    }

    /** The output lines of a program, see {@link #pipe(List, Map, boolean, int, String)}. */
    default Rdd<String> pipe(final List<String> command, final Map<String, String> env, final boolean separateWorkingDir, final int bufferSize) {
        return pipe(command, env, separateWorkingDir, bufferSize, "UTF-8");
    }

    /**
     * Each partition's records as the input lines of a program on the executors, and the lines of its output as records. The task fails if
     * the program ends with another exit code than 0, and tells the end of its standard error; the program is killed with the task. One
     * that ends well without having read all its input is fine.
     *
     * @param command            the program and its arguments
     * @param env                added to the environment of the executor
     * @param separateWorkingDir whether it runs in an empty directory of its own, which is deleted afterwards
     * @param bufferSize         how many bytes it is given at a time
     * @param encoding           of its input and output
     */
    default Rdd<String> pipe(final List<String> command, final Map<String, String> env, final boolean separateWorkingDir, final int bufferSize,
                             final String encoding) {
        return mapPartitions(new PipedCommand<>(command, env, separateWorkingDir, bufferSize, encoding));
    }
}
