package io.kindling.transport.local;

import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.FrameLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of a connection. What the other end sends waits in the inbox of this one; {@link #run} hands it to the
 * handler on one thread at a time.
 */
final class LocalConnection implements Connection {

    static final long HIGH_MARK = 4L << 20;
    static final long LOW_MARK = 1L << 20;
    /** Who sends on though the connection is not writable loses it here, rather than the JVM its memory. */
    static final long MOST_WAITING = 256L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(LocalConnection.class);
    private static final int FRAMES_PER_TURN = 256;

    private final Ends ends;
    private final FrameLimits limits;
    private final TransportThreads threads;
    private final PendingReplies replies;
    private final Queue<Arrival> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicLong inboxBytes = new AtomicLong();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicBoolean writable = new AtomicBoolean(true);
    private final AtomicBoolean writableDue = new AtomicBoolean();
    private final AtomicReference<Ending> ending = new AtomicReference<>();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private volatile boolean reading = true;
    private volatile FrameHandler handler;
    private volatile LocalConnection other;

    private LocalConnection(final Ends ends, final FrameLimits limits, final TransportThreads threads) {
        this.ends = ends;
        this.limits = limits;
        this.threads = threads;
        replies = new PendingReplies(threads, ends.peerAddress());
    }

    /** Makes both ends; returns the one at the listener. They keep what is sent until their {@link #open}. */
    static LocalConnection pair(final Ends listening, final FrameLimits listenersLimits,
                                final Ends connecting, final FrameLimits clientsLimits, final TransportThreads threads) {
        final LocalConnection server = new LocalConnection(listening, listenersLimits, threads);
        final LocalConnection client = new LocalConnection(connecting, clientsLimits, threads);
        server.other = client;
        client.other = server;
        return server;
    }

    LocalConnection other() {
        return other;
    }

    /** Lets frames come to the handler. */
    void open(final FrameHandler receiver) {
        handler = receiver;
        schedule();
    }

    /** Completes after the handler was told of the end. */
    CompletableFuture<Void> finished() {
        return finished;
    }

    @Override
    public String peer() {
        return ends.peer();
    }

    @Override
    public String peerAddress() {
        return ends.peerAddress();
    }

    @Override
    public String localHost() {
        return ends.localHost();
    }

    @Override
    public boolean send(final int type, final byte[] payload) {
        return give(Arrival.of(new Frame(checked(type), 0, payload)));
    }

    @Override
    public CompletableFuture<Frame> request(final int type, final byte[] payload, final Duration timeout) {
        checked(type);
        final CompletableFuture<Frame> future = new CompletableFuture<>();
        final long correlation = replies.add(future, type, timeout);
        if (!give(Arrival.of(new Frame(type, correlation, payload))) || ending.get() != null) {
            replies.fail(correlation, new IOException("The connection to " + peer() + " at " + peerAddress() + " has ended"));
        }
        return future;
    }

    @Override
    public boolean reply(final Frame request, final int type, final byte[] payload, final Runnable gone) {
        if (request.correlation() == 0) {
            throw new IllegalArgumentException("A message of type " + request.type() + " is no request and has no reply");
        }
        return give(new Arrival(new Frame(checked(type), request.correlation(), payload), true, null, gone));
    }

    private static int checked(final int type) {
        if (type < 1 || type > 0xFFFF) {
            throw new IllegalArgumentException("Frame type " + type + " is not from 1 to 65535");
        }
        return type;
    }

    private boolean give(final Arrival arrival) {
        if (ending.get() != null || other.ending.get() != null) {
            arrival.gone.run();
            return false;
        }
        final long waiting = other.inboxBytes.addAndGet(arrival.frame.payload().length);
        other.inbox.add(arrival);
        if (waiting > HIGH_MARK) {
            writable.set(false);
        }
        other.schedule();
        if (waiting > MOST_WAITING) {
            fail(new IOException(waiting + " bytes wait to be sent to " + peer()
                    + ": the sender does not heed that the connection is not writable"));
        }
        return true;
    }

    @Override
    public boolean isWritable() {
        return writable.get();
    }

    @Override
    public void setReading(final boolean wanted) {
        reading = wanted;
        schedule();
    }

    @Override
    public void close() {
        end(null, null);
    }

    /** Ends the connection for a reason. */
    void fail(final Throwable cause) {
        end(cause, new IOException("The connection was ended by " + other.peer() + " at " + other.peerAddress()));
    }

    private void end(final Throwable cause, final IOException othersCause) {
        if (ending.compareAndSet(null, new Ending(cause))) {
            other.inbox.add(Arrival.of(new Ending(othersCause)));
            other.schedule();
            schedule();
        }
    }

    private void schedule() {
        if (handler != null && work.getAndIncrement() == 0) {
            runSoon();
        }
    }

    /** The last threads of a transport that has stopped still tell whoever has not been told. */
    private void runSoon() {
        if (!threads.execute(this::run) && TransportThreads.isCurrent()) {
            run();
        }
    }

    private void run() {
        int seen = work.get();
        int budget = FRAMES_PER_TURN;
        while (seen != 0) {
            budget = turn(budget);
            if (budget == 0) {
                runSoon();
                return;
            }
            seen = work.addAndGet(-seen);
        }
    }

    private int turn(final int budget) {
        int left = budget;
        while (left > 0) {
            if (ending.get() != null) {
                finish();
                return left;
            }
            if (writableDue.compareAndSet(true, false)) {
                call(() -> handler.onWritable(this));
            }
            final Arrival arrival = reading ? inbox.poll() : null;
            if (arrival == null) {
                tellWritable();
                return left;
            }
            take(arrival);
            tellWritable();
            left--;
        }
        return left;
    }

    private void take(final Arrival arrival) {
        if (arrival.ending != null) {
            ending.compareAndSet(null, arrival.ending);
            return;
        }
        final Frame frame = arrival.frame;
        final int length = frame.payload().length;
        inboxBytes.addAndGet(-length);
        arrival.gone.run();
        final int limit = limits.limitOf(frame.type());
        if (limit < 0) {
            violated("a frame of type " + frame.type() + ", which is not allowed here");
        } else if (length > limit) {
            violated("a frame of type " + frame.type() + " with " + length + " bytes, the limit is " + limit);
        } else if (arrival.isReply) {
            replies.complete(frame);
        } else {
            call(() -> handler.onFrame(this, frame));
        }
    }

    private void violated(final String offence) {
        final IOException cause = new IOException(peer() + " at " + peerAddress() + " sent " + offence);
        LOG.info("Closing the connection: {}", cause.getMessage());
        fail(cause);
    }

    private void call(final Runnable handlers) {
        try {
            handlers.run();
        } catch (final RuntimeException | Error e) {
            LOG.warn("Closing the connection to {} at {}: its handler failed", peer(), peerAddress(), e);
            fail(e);
        }
    }

    private void tellWritable() {
        if (inboxBytes.get() <= LOW_MARK && other.writable.compareAndSet(false, true)) {
            other.writableDue.set(true);
            other.schedule();
        }
    }

    private void finish() {
        for (Arrival dropped = inbox.poll(); dropped != null; dropped = inbox.poll()) {
            dropped.gone.run();
        }
        if (finished.isDone()) {
            return;
        }
        final Throwable cause = ending.get().cause;
        replies.failAll(new IOException("The connection to " + peer() + " at " + peerAddress() + " has ended", cause));
        try {
            handler.onClosed(this, cause);
        } catch (final RuntimeException | Error e) {
            LOG.warn("The handler of the connection to {} at {} failed when it was told of its end", peer(), peerAddress(), e);
        }
        finished.complete(null);
    }

    @Override
    public String toString() {
        return "LocalConnection[" + peer() + " at " + peerAddress() + "]";
    }

    /** Who is where, as one end sees it. */
    record Ends(String peer, String peerAddress, String localHost) {
    }

    /**
     * A frame, or the end after the last one.
     *
     * @param gone run when it has been taken or dropped
     */
    private record Arrival(Frame frame, boolean isReply, Ending ending, Runnable gone) {

        private static final Runnable NOBODY_ASKS = () -> { };

        static Arrival of(final Frame frame) {
            return new Arrival(frame, false, null, NOBODY_ASKS);
        }

        static Arrival of(final Ending ending) {
            return new Arrival(null, false, ending, NOBODY_ASKS);
        }
    }

    private record Ending(Throwable cause) {
    }
}
