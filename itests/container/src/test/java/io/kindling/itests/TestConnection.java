package io.kindling.itests;

import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One side of a connection: what the other side sends is handled on a thread of this side's own. */
final class TestConnection implements Connection {

    private final String peer;
    private final AtomicInteger carried;
    private final AtomicLong correlations = new AtomicLong();
    private final Map<Long, CompletableFuture<Frame>> replies = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<FrameHandler> handler = new CompletableFuture<>();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    private volatile TestConnection other;

    TestConnection(final String peer, final AtomicInteger carried) {
        this.peer = peer;
        this.carried = carried;
    }

    void join(final TestConnection otherSide) {
        other = otherSide;
    }

    void handle(final FrameHandler frames) {
        handler.complete(frames);
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public String peerAddress() {
        return "this JVM";
    }

    @Override
    public String localHost() {
        return "127.0.0.1";
    }

    @Override
    public boolean send(final int type, final byte[] payload) {
        return deliver(new Frame(type, 0, payload));
    }

    @Override
    public CompletableFuture<Frame> request(final int type, final byte[] payload, final Duration timeout) {
        final long correlation = correlations.incrementAndGet();
        final CompletableFuture<Frame> reply = new CompletableFuture<Frame>().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        replies.put(correlation, reply);
        if (!deliver(new Frame(type, correlation, payload))) {
            reply.completeExceptionally(new IOException("closed"));
        }
        return reply;
    }

    @Override
    public boolean reply(final Frame request, final int type, final byte[] payload, final Runnable gone) {
        carried.incrementAndGet();
        final CompletableFuture<Frame> waiting = other.replies.remove(request.correlation());
        if (waiting != null) {
            other.run(() -> waiting.complete(new Frame(type, request.correlation(), payload)));
        }
        return waiting != null;
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public void setReading(final boolean reading) {
        // This transport has no memory limit: a test is short.
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            replies.values().forEach(reply -> reply.completeExceptionally(new IOException("closed")));
            run(() -> handler.join().onClosed(this, null));
            other.close();
        }
    }

    private boolean deliver(final Frame frame) {
        if (closed.get()) {
            return false;
        }
        carried.incrementAndGet();
        final TestConnection receiver = other;
        receiver.run(() -> receiver.handler.join().onFrame(receiver, frame));
        return true;
    }

    private void run(final Runnable work) {
        thread.execute(work);
    }
}
