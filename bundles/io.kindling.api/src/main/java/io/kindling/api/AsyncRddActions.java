package io.kindling.api;

import io.kindling.api.function.VoidFunction;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The actions of an {@link Rdd} that do not wait until their job has ended: asynchronous ones, and approximate ones, which wait for a time. Used as
 * operations of Rdd: only that one is public.
 *
 * @param <T> the type of its records
 */
@ProviderType
interface AsyncRddActions<T> {

    /** As {@link #countApprox(long, double)}, with bounds that hold in 95 of 100 cases. */
    default PartialResult<BoundedDouble> countApprox(final long timeout) {
        return countApprox(timeout, 0.95);
    }

    /**
     * As {@link Rdd#count()}, with an estimate if that takes too long: from the partitions that are done by then, taken as a random sample of all.
     * Those that are done first may have fewer records than others: then the bounds are too narrow.
     *
     * @param timeout    in milliseconds, how long to wait at the most
     * @param confidence how likely the result is to be within the bounds, if partitions are alike or their order is random; above 0 and below 1
     */
    PartialResult<BoundedDouble> countApprox(long timeout, double confidence);

    /** As {@link #countByValueApprox(long, double)}, with bounds that hold in 95 of 100 cases. */
    default PartialResult<Map<T, BoundedDouble>> countByValueApprox(final long timeout) {
        return countByValueApprox(timeout, 0.95);
    }

    /** As {@link Rdd#countByValue()}, with estimates if that takes too long; see {@link #countApprox(long, double)}. */
    PartialResult<Map<T, BoundedDouble>> countByValueApprox(long timeout, double confidence);

    /** As {@link Rdd#collect()}, without waiting: returns as soon as the job is planned, with the properties that the calling thread has now. */
    JavaFutureAction<List<T>> collectAsync();

    /** As {@link Rdd#count()}, without waiting; see {@link #collectAsync()}. */
    JavaFutureAction<Long> countAsync();

    /** As {@link Rdd#take(int)}, without waiting; see {@link #collectAsync()}. It runs as many jobs as it needs, one after the other. */
    JavaFutureAction<List<T>> takeAsync(int limit);

    /** As {@link Rdd#foreach(VoidFunction)}, without waiting; see {@link #collectAsync()}. */
    JavaFutureAction<Void> foreachAsync(VoidFunction<T> function);

    /** As {@link Rdd#foreachPartition(VoidFunction)}, without waiting; see {@link #collectAsync()}. */
    JavaFutureAction<Void> foreachPartitionAsync(VoidFunction<Iterator<T>> function);
}
