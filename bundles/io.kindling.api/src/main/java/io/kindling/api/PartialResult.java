package io.kindling.api;

import io.kindling.api.function.Function;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The result of an approximate action: what was known when its time was over, and the exact result, which the job goes on to find. Thread-safe.
 *
 * @param <R> the result's type
 */
@ProviderType
public interface PartialResult<R> {

    /** What was known when the time was over, or the job had ended before. */
    R initialValue();

    /** Whether that is the exact result. */
    boolean isInitialValueFinal();

    /**
     * The exact result. Waits until the job has ended.
     *
     * @throws KindlingException if it fails, or the thread is interrupted; the job goes on then
     */
    R getFinalValue();

    /** Calls a function with the exact result when it is there, on a thread of the context's or, if it is there, at once; this. */
    PartialResult<R> onComplete(Consumer<R> handler);

    /** Calls a function with the reason if the job fails; see {@link #onComplete}. */
    void onFail(Consumer<Exception> handler);

    /** The results through a function, which is called at the driver. */
    <U> PartialResult<U> map(Function<R, U> function);
}
