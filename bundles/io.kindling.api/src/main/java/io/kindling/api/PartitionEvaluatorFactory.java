package io.kindling.api;

import java.io.Serializable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes what computes partitions. It travels to the executors.
 *
 * @param <T> the type of the inputs' records
 * @param <U> the type of the results
 */
@ConsumerType
@FunctionalInterface
public interface PartitionEvaluatorFactory<T, U> extends Serializable {

    /** Called on an executor, for each attempt. */
    PartitionEvaluator<T, U> createEvaluator();
}
