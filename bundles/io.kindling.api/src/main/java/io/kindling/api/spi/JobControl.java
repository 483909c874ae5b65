package io.kindling.api.spi;

import io.kindling.api.ApproximateEvaluator;
import io.kindling.api.JavaFutureAction;
import io.kindling.api.JavaStatusTracker;
import io.kindling.api.PartialResult;
import io.kindling.api.Rdd;
import io.kindling.api.function.Function;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/** What a context does for jobs beside running them: groups, tags, properties, cancellation, status. Thread-safe. */
@ProviderType
public interface JobControl {

    /** A property of the calling thread, or of the thread that made it; null if it has none. */
    String localProperty(String key);

    /** Sets a property of the calling thread and of those that it makes from now on; null removes it. */
    void localProperty(String key, String value);

    /** See {@link io.kindling.api.KindlingContext#cancelJob(int, String)}; reasons may be null in all of these. */
    void cancelJob(int job, String reason);

    /** @param future whether jobs of the group that are still to come are refused too */
    void cancelJobGroup(String group, boolean future, String reason);

    void cancelJobsWithTag(String tag, String reason);

    void cancelStage(int stage, String reason);

    void cancelAllJobs(String reason);

    /** False if no such attempt is under way. */
    boolean killTaskAttempt(long task, String reason);

    JavaStatusTracker statusTracker();

    /** See {@link io.kindling.api.KindlingContext#runJob(Rdd, Function, List)}. */
    <T, U> List<U> runJob(Rdd<T> data, Function<Iterator<T>, U> function, List<Integer> partitions);

    /** See {@link io.kindling.api.KindlingContext#submitJob}. */
    <T, U, R> JavaFutureAction<R> submitJob(Rdd<T> data, Function<Iterator<T>, U> function, List<Integer> partitions, BiConsumer<Integer, U> onResult,
                                            Supplier<R> result);

    /** See {@link io.kindling.api.KindlingContext#runApproximateJob}. */
    <T, U, R> PartialResult<R> runApproximateJob(Rdd<T> data, Function<Iterator<T>, U> function, ApproximateEvaluator<U, R> evaluator, long timeoutMillis);
}
