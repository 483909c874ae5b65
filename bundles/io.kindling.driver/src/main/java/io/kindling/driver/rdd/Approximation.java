package io.kindling.driver.rdd;

import io.kindling.api.ApproximateEvaluator;
import io.kindling.api.KindlingException;
import io.kindling.api.PartialResult;
import io.kindling.api.function.Function;
import io.kindling.driver.control.AsyncJob;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Sink;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job whose results make an estimate until all have come. They are decoded and merged on asynchronous threads, one at a time; its lock guards the
 * evaluator. Thread-safe.
 */
final class Approximation<U, R> {

    private static final Logger LOG = LoggerFactory.getLogger(Approximation.class);

    private final DataSets data;
    private final String name;
    private final ApproximateEvaluator<U, R> evaluator;
    private final BitSet merged = new BitSet();
    private final CompletableFuture<R> exact = new CompletableFuture<>();

    Approximation(final DataSets data, final String name, final ApproximateEvaluator<U, R> evaluator) {
        this.data = data;
        this.name = name;
        this.evaluator = evaluator;
    }

    /**
     * Runs it and waits for so long at the most.
     *
     * @param sink whose result is one encoded record for each partition
     */
    PartialResult<R> run(final RddNode node, final Sink sink, final long timeoutMillis) {
        if (timeoutMillis < 0) {
            throw new IllegalArgumentException("The time limit of " + name + " is " + timeoutMillis + " ms; it must not be negative");
        }
        final List<Integer> partitions = IntStream.range(0, node.partitions()).boxed().toList();
        final int job = data.jobs().begin(new AsyncJob(node, sink, partitions, name, data.jobs().properties().ofJobs(),
                (index, result) -> data.jobs().async().offer(() -> merge(index, result))), number -> { }, this::ended);
        return first(job, timeoutMillis);
    }

    private PartialResult<R> first(final int job, final long timeoutMillis) {
        try {
            return new Result<>(exact.get(timeoutMillis, TimeUnit.MILLISECONDS), true, exact);
        } catch (final TimeoutException e) {
            return new Result<>(current(), false, exact);
        } catch (final ExecutionException e) {
            throw failure(e.getCause());
        } catch (final InterruptedException e) {
            data.jobs().canceller().job(job, "the thread that waited for it was interrupted");
            Thread.currentThread().interrupt();
            throw new KindlingException(name + " was cancelled: the thread that waited for it was interrupted", e);
        }
    }

    private synchronized R current() {
        return evaluator.currentResult();
    }

    @SuppressWarnings("unchecked")
    private synchronized void merge(final int index, final byte[] result) {
        if (merged.get(index) || exact.isDone()) {
            return;
        }
        merged.set(index);
        try {
            evaluator.merge(index, (U) data.shipping().decode(result, name).get(0));
        } catch (final RuntimeException | LinkageError e) {
            exact.completeExceptionally(e);
        }
    }

    private void ended(final List<byte[]> results, final KindlingException failure) {
        if (failure != null) {
            exact.completeExceptionally(failure);
            return;
        }
        for (int i = 0; i < results.size(); i++) {
            merge(i, results.get(i));
        }
        try {
            exact.complete(current());
        } catch (final RuntimeException | LinkageError e) {
            exact.completeExceptionally(e);
        }
    }

    private static KindlingException failure(final Throwable cause) {
        return cause instanceof KindlingException said ? said : new KindlingException("The result of an approximate action cannot be made: " + cause, cause);
    }

    /** The two results, through a function perhaps. */
    private record Result<R>(R initialValue, boolean isInitialValueFinal, CompletableFuture<R> exact) implements PartialResult<R> {

        @Override
        public R getFinalValue() {
            try {
                return exact.get();
            } catch (final ExecutionException e) {
                throw failure(e.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : e.getCause());
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KindlingException("The thread that waited for the exact result was interrupted", e);
            }
        }

        @Override
        public PartialResult<R> onComplete(final Consumer<R> handler) {
            whenEnded((value, cause) -> {
                if (cause == null) {
                    handler.accept(value);
                }
            });
            return this;
        }

        @Override
        public void onFail(final Consumer<Exception> handler) {
            whenEnded((value, cause) -> {
                if (cause != null) {
                    handler.accept(failure(cause instanceof CompletionException ? cause.getCause() : cause));
                }
            });
        }

        /** Nobody else would hear of what a handler throws. */
        private void whenEnded(final BiConsumer<R, Throwable> handler) {
            exact.whenComplete((value, cause) -> {
                try {
                    handler.accept(value, cause);
                } catch (final RuntimeException | LinkageError e) {
                    LOG.warn("A handler of an approximate result failed", e);
                }
            });
        }

        @Override
        public <V> PartialResult<V> map(final Function<R, V> function) {
            return new Result<>(applied(function, initialValue), isInitialValueFinal, exact.thenApply(value -> applied(function, value)));
        }

        private static <A, B> B applied(final Function<A, B> function, final A value) {
            try {
                return function.call(value);
            } catch (final Exception e) {
                throw new KindlingException("The function of an approximate result failed: " + e, e);
            }
        }

        @Override
        public String toString() {
            return (isInitialValueFinal ? "(final: " : "(partial: ") + initialValue + ")";
        }
    }
}
