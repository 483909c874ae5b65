package io.kindling.api;

import java.util.List;
import java.util.concurrent.Future;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What an asynchronous action will give. Thread-safe. Cancelling it ends the job that it runs, and it runs no other; {@code get} then throws
 * {@link java.util.concurrent.CancellationException}. If the job fails, {@code get} throws {@link java.util.concurrent.ExecutionException} with the
 * {@link KindlingException} as its cause. A {@code get} with a time limit that is over leaves the job alone.
 *
 * @param <T> the result's type
 */
@ProviderType
public interface JavaFutureAction<T> extends Future<T> {

    /** The numbers of the jobs that it has begun, in order; those of most actions are one. */
    List<Integer> jobIds();
}
