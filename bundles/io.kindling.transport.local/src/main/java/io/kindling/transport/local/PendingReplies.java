package io.kindling.transport.local;

import io.kindling.transport.api.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** The requests of one end that wait for their replies. Thread-safe. */
final class PendingReplies {

    private final Map<Long, Pending> byCorrelation = new ConcurrentHashMap<>();
    private final AtomicLong lastCorrelation = new AtomicLong();
    private final TransportThreads threads;
    private final String address;

    PendingReplies(final TransportThreads threads, final String address) {
        this.threads = threads;
        this.address = address;
    }

    /** Notes a request and returns its number. */
    long add(final CompletableFuture<Frame> future, final int type, final Duration timeout) {
        final long correlation = lastCorrelation.incrementAndGet();
        final Future<?> limit = threads.after(timeout, () -> fail(correlation,
                new IOException("No reply from " + address + " to a request of type " + type + " within " + timeout.toMillis() + " ms")));
        byCorrelation.put(correlation, new Pending(future, limit));
        if (limit == null || limit.isDone()) {
            fail(correlation, new IOException("No reply from " + address + " to a request of type " + type));
        }
        return correlation;
    }

    /** A reply has come; one that nobody waits for any more is dropped. */
    void complete(final Frame reply) {
        final Pending pending = take(reply.correlation());
        if (pending != null) {
            pending.future.complete(reply);
        }
    }

    void fail(final long correlation, final IOException cause) {
        final Pending pending = take(correlation);
        if (pending != null) {
            pending.future.completeExceptionally(cause);
        }
    }

    void failAll(final IOException cause) {
        for (final long correlation : byCorrelation.keySet()) {
            fail(correlation, cause);
        }
    }

    private Pending take(final long correlation) {
        final Pending pending = byCorrelation.remove(correlation);
        if (pending != null && pending.limit != null) {
            pending.limit.cancel(false);
        }
        return pending;
    }

    private record Pending(CompletableFuture<Frame> future, Future<?> limit) {
    }
}
