package io.kindling.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes a result of the results of some partitions: see {@link KindlingContext#runApproximateJob}. Used at the driver, by one thread at a time.
 *
 * @param <U> the type of a partition's result
 * @param <R> the type of the result
 */
@ConsumerType
public interface ApproximateEvaluator<U, R> {

    /** The result of a partition has come; each comes once. */
    void merge(int outputId, U taskResult);

    /** What can be said now; exact if all have come. */
    R currentResult();
}
