package io.kindling.driver.control;

import io.kindling.common.Inbox;
import io.kindling.transport.api.Connection;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the driver's agent is asked to do. Any thread posts; the agent works it off. */
public final class ControlInbox {

    private static final int CAPACITY = 16_384;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Inbox inbox = new Inbox(CAPACITY);
    private final Queue<Gate> stalled = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> own = new ArrayDeque<>();
    private volatile Thread owner;
    private volatile boolean closed;

    /** The queue, for the agent's runner. */
    public Inbox queue() {
        return inbox;
    }

    /** The agent says that the calling thread is its own. */
    void own() {
        owner = Thread.currentThread();
    }

    /** Whether the calling thread is the agent's: it must not wait for a job. */
    public boolean isOwner() {
        return Thread.currentThread() == owner;
    }

    /** Whether nothing is taken any more. */
    boolean isClosed() {
        return closed;
    }

    /** From now on nothing is taken. */
    void close() {
        closed = true;
    }

    /**
     * Asks for something; waits a little while the inbox is full. What the agent asks itself, e.g. since an adapter calls
     * its listener from within a call, is done after what it is at.
     *
     * @return false if the context has ended, or the agent does not come to it; the command was not taken
     */
    public boolean post(final Runnable command) {
        if (isOwner()) {
            return !closed && own.add(command);
        }
        final long begin = System.nanoTime();
        while (!closed) {
            if (inbox.offer(command)) {
                return true;
            }
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                return false;
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
        return false;
    }

    /** Why {@link #post} has just taken nothing, for the user. */
    String whyNotTaken() {
        return closed ? "the context has been closed"
                : "the driver has worked off none of its " + CAPACITY + " waiting commands within " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS)
                        + " s; a thread dump shows what its thread kindling-driver-<application> is at";
    }

    /** A way in for one connection. */
    Gate gate(final Connection connection) {
        return new Gate(connection);
    }

    /** On the agent's thread: works off up to {@code limit} commands, and what had no room. */
    int drain(final int limit) {
        long done = inbox.drain(limit);
        final int gates = stalled.size();
        if (gates > 0) {
            // What waits in a gate came after what its connection has in the inbox.
            done += inbox.drain(CAPACITY);
        }
        for (int left = gates; left > 0; left--) {
            done += stalled.remove().drain();
        }
        for (Runnable next; done < 2L * limit && (next = own.poll()) != null; done++) {
            next.run();
        }
        return (int) done;
    }

    /** Holds a connection back while the inbox is full. What has been read already waits in the gate, in order. */
    final class Gate {

        private final Connection connection;
        private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

        private Gate(final Connection connection) {
            this.connection = connection;
        }

        /** Called on the connection's thread; never blocks and never drops. */
        void deliver(final Runnable command) {
            if (closed || waiting.isEmpty() && inbox.offer(command)) {
                return;
            }
            waiting.add(command);
            connection.setReading(false);
            stalled.add(this);
        }

        private int drain() {
            int done = 0;
            try {
                for (Runnable next; (next = waiting.poll()) != null; done++) {
                    next.run();
                }
                return done;
            } finally {
                if (!waiting.isEmpty()) {
                    stalled.add(this); // one of them has failed, and the rest is still to come
                }
                connection.setReading(true);
            }
        }
    }
}
