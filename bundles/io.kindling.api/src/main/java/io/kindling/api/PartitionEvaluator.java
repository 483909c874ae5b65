package io.kindling.api;

import java.util.Iterator;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Computes partitions. Made on the executor for one attempt, so it may hold what does not travel. Used by one thread.
 *
 * @param <T> the type of the inputs' records
 * @param <U> the type of its results
 */
@ConsumerType
@FunctionalInterface
public interface PartitionEvaluator<T, U> {

    /**
     * Computes a partition.
     *
     * @param partitionIndex its number
     * @param inputs         the records of the same partition of each input: one, or two for a zip
     */
    @SuppressWarnings("unchecked")
    Iterator<U> eval(int partitionIndex, Iterator<T>... inputs) throws Exception;
}
