package io.kindling.api;

import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function;
import io.kindling.api.function.Function2;
import io.kindling.api.function.PairFlatMapFunction;
import io.kindling.api.function.PairFunction;
import io.kindling.api.function.VoidFunction;
import java.util.Iterator;
import java.util.List;
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
public interface Rdd<T> {

    /** Its number within the context. */
    int id();

    /** How many partitions it has. */
    int getNumPartitions();

    /** Each record through a function. */
    <R> Rdd<R> map(Function<T, R> function);

    /** The records for which the function is true. */
    Rdd<T> filter(Function<T, Boolean> function);

    /** Each record to any number of records. */
    <R> Rdd<R> flatMap(FlatMapFunction<T, R> function);

    /** Each partition through a function from iterator to iterator. */
    <R> Rdd<R> mapPartitions(FlatMapFunction<Iterator<T>, R> function);

    /** Each record to a pair. */
    <K, V> PairRdd<K, V> mapToPair(PairFunction<T, K, V> function);

    /** Each record to any number of pairs. */
    <K, V> PairRdd<K, V> flatMapToPair(PairFlatMapFunction<T, K, V> function);

    /** The records of both, duplicates kept. */
    Rdd<T> union(Rdd<T> other);

    /** Each record once, by {@code equals}. */
    Rdd<T> distinct();

    /** Each record once, in so many partitions. */
    Rdd<T> distinct(int partitions);

    /** The same records spread evenly over so many partitions, through a shuffle. */
    Rdd<T> repartition(int partitions);

    /**
     * Keeps its partitions in the executors' memory from their first computation on; those that do not fit are computed again.
     * What is computed of a {@link #repartition} of shuffled records is not kept: computed again it might be spread in another way,
     * and then lost and kept partitions would not fit each other. The shuffle's files are used again instead.
     */
    Rdd<T> cache();

    /** Forgets what is cached. */
    Rdd<T> unpersist();

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
     * Writes each record's {@code toString} as a line into {@code directory/part-NNNNN}, one file a partition, and
     * an empty {@code _SUCCESS}. The directory appears when all of it is there; a failed job leaves nothing.
     *
     * @throws KindlingException if the directory exists
     */
    void saveAsTextFile(String directory);
}
