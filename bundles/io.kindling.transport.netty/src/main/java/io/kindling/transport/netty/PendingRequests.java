package io.kindling.transport.netty;

import io.kindling.transport.api.Frame;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The requests of one side that wait for their replies. Used on the event loop only. */
final class PendingRequests {

    private final Map<Long, Pending> byCorrelation = new HashMap<>();
    private final EventLoop loop;
    private final String address;

    PendingRequests(final EventLoop loop, final String address) {
        this.loop = loop;
        this.address = address;
    }

    void add(final Outgoing request) {
        final long left = request.deadlineNanos() - System.nanoTime();
        if (left <= 0) {
            request.reply().completeExceptionally(late(request.type()));
            return;
        }
        final long correlation = request.correlation();
        final ScheduledFuture<?> limit = loop.schedule(() -> expire(correlation), left, TimeUnit.NANOSECONDS);
        byCorrelation.put(correlation, new Pending(request.type(), request.reply(), limit));
    }

    /** A reply has come; one that nobody waits for any more is dropped. */
    void complete(final Frame reply) {
        final Pending pending = byCorrelation.remove(reply.correlation());
        if (pending != null) {
            pending.limit.cancel(false);
            pending.reply.complete(reply);
        }
    }

    void failAll(final IOException cause) {
        final List<Pending> all = List.copyOf(byCorrelation.values());
        byCorrelation.clear();
        for (final Pending pending : all) {
            pending.limit.cancel(false);
            pending.reply.completeExceptionally(cause);
        }
    }

    private void expire(final long correlation) {
        final Pending pending = byCorrelation.remove(correlation);
        if (pending != null) {
            pending.reply.completeExceptionally(late(pending.type));
        }
    }

    private IOException late(final int type) {
        return new IOException("No reply from " + address + " to a request of type " + type + " in time");
    }

    private record Pending(int type, CompletableFuture<Frame> reply, ScheduledFuture<?> limit) {
    }
}
