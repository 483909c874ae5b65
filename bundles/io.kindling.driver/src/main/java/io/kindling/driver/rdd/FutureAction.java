package io.kindling.driver.rdd;

import io.kindling.api.JavaFutureAction;
import io.kindling.driver.control.AsyncEnd;
import io.kindling.driver.control.AsyncJob;
import io.kindling.driver.control.SessionJobs;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** An action of one job or of several, one after the other, that nobody has to wait for. Thread-safe. */
final class FutureAction<T> implements JavaFutureAction<T> {

    private final SessionJobs control;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final List<Integer> jobs = new CopyOnWriteArrayList<>();

    FutureAction(final SessionJobs control) {
        this.control = control;
    }

    /**
     * Begins its first job, or the next.
     *
     * @param then gets the results on an asynchronous thread; it completes the action or begins the next job. What it throws fails the action
     * @throws io.kindling.api.KindlingException if the job cannot begin
     */
    FutureAction<T> run(final AsyncJob job, final Consumer<List<byte[]>> then) {
        final AsyncEnd end = (results, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else if (!result.isDone()) {
                attempt(() -> then.accept(results));
            }
        };
        control.begin(job, jobs::add, end);
        if (result.isCancelled()) {
            cancelLast(); // between two jobs
        }
        return this;
    }

    /** It has its result. */
    void complete(final T value) {
        result.complete(value);
    }

    /** Does something for it; what that throws fails it. */
    void attempt(final Runnable step) {
        try {
            step.run();
        } catch (final RuntimeException | LinkageError e) {
            result.completeExceptionally(e);
        }
    }

    private void cancelLast() {
        if (!jobs.isEmpty()) {
            control.canceller().job(jobs.get(jobs.size() - 1), "its future was cancelled");
        }
    }

    @Override
    public List<Integer> jobIds() {
        return List.copyOf(jobs);
    }

    @Override
    public boolean cancel(final boolean mayInterruptIfRunning) {
        final boolean first = result.completeExceptionally(new CancellationException("The action was cancelled"));
        if (first) {
            cancelLast();
        }
        return first;
    }

    @Override
    public boolean isCancelled() {
        return result.isCancelled();
    }

    @Override
    public boolean isDone() {
        return result.isDone();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        return result.get();
    }

    @Override
    public T get(final long timeout, final TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return result.get(timeout, unit);
    }
}
