package io.kindling.cluster.testkit.mock;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Runs commands one after the other on whatever thread comes first: with one thread, each has run when its call
 * returns, and what a command asks for runs after it.
 */
final class Serial {

    private static final long ANSWER_SECONDS = 10;

    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Thread busy;

    void run(final Runnable command) {
        queue.add(command);
        if (waiting.getAndIncrement() > 0) {
            return;
        }
        do {
            busy = Thread.currentThread();
            queue.remove().run();
            busy = null;
        } while (waiting.decrementAndGet() > 0);
    }

    /** As {@link #run}, and waits for the answer. */
    <T> T ask(final Supplier<T> question) {
        if (busy == Thread.currentThread()) {
            return question.get();
        }
        final CompletableFuture<T> answer = new CompletableFuture<>();
        run(() -> {
            try {
                answer.complete(question.get());
            } catch (final RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the mock cluster", e);
        } catch (final ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (final TimeoutException e) {
            throw new IllegalStateException("the mock cluster does not answer: a listener blocks", e);
        }
    }
}
