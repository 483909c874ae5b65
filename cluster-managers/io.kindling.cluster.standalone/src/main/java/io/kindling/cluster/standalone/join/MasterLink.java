package io.kindling.cluster.standalone.join;

import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a connection to a master: dials again, with growing pauses, when it ends. */
public final class MasterLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MasterLink.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LAST_PAUSE_MILLIS = 5_000;
    private static final long CLOSE_MILLIS = 2_000;

    private final MasterDialer dialer;
    private final WireFormat wire;
    private final String role;
    private final Owner owner;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile Session session;

    /** Told what happens; on transport threads or the link's own. Must not block. */
    public interface Owner {

        /** A connection is there; called before any message that came through it is handed over by {@link #onMessage}. */
        void onUp(Connection connection);

        /** A message has come. What is thrown here ends the connection. */
        void onMessage(Connection connection, WireMessage message);

        /** The connection has ended, or a try to get one has failed; the link keeps trying. */
        void onDown(String reason);

        /** The master speaks another protocol; the link has given up. */
        default void onRefused(final String reason) {
            onDown(reason);
        }
    }

    public MasterLink(final MasterDialer dialer, final WireFormat wire, final String role, final Owner owner) {
        this.dialer = dialer;
        this.wire = wire;
        this.role = role;
        this.owner = owner;
        thread = new Thread(this::run, "kindling-" + role + "-link");
        thread.setDaemon(true);
        thread.setContextClassLoader(MasterLink.class.getClassLoader());
    }

    /**
     * Makes the first connection, on the caller's thread, and keeps it from then on. Call it once.
     *
     * @throws IOException if there is no connection now; the link is then of no use
     */
    public MasterLink open() throws IOException {
        connect();
        thread.start();
        return this;
    }

    /**
     * As {@link #open()}, but keeps trying if there is no connection now, and tells its owner so.
     *
     * @return whether there is one
     * @throws HelloRefusedException if the master speaks another protocol
     */
    public boolean openOrKeepTrying() throws HelloRefusedException {
        boolean connected = false;
        try {
            connect();
            connected = true;
        } catch (final HelloRefusedException e) {
            throw e;
        } catch (final IOException e) {
            session = new Session();
            session.ended.countDown();
            owner.onDown(e.getMessage());
        }
        thread.start();
        return connected;
    }

    @Override
    public void close() {
        running = false;
        final Session last = session;
        if (last != null && last.connection != null) {
            last.connection.close();
        }
        thread.interrupt();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(CLOSE_MILLIS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void connect() throws IOException {
        final Session next = new Session();
        final Connection connection = dialer.dial(role, next);
        next.connection = connection;
        session = next;
        if (!running) {
            connection.close();
            return;
        }
        owner.onUp(connection);
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        try {
            while (running) {
                session.ended.await();
                while (running && session.ended.getCount() == 0) {
                    TimeUnit.MILLISECONDS.sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
                    pause = redial() ? FIRST_PAUSE_MILLIS : Math.min(LAST_PAUSE_MILLIS, pause * 2);
                }
            }
        } catch (final InterruptedException e) {
            LOG.debug("The link {} ends", role);
        }
    }

    private boolean redial() {
        try {
            connect();
            return true;
        } catch (final HelloRefusedException e) {
            running = false;
            owner.onRefused(e.getMessage());
        } catch (final IOException e) {
            owner.onDown(e.getMessage());
        }
        return false;
    }

    /** One connection. */
    private final class Session implements FrameHandler {

        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile Connection connection;

        @Override
        public void onFrame(final Connection from, final Frame frame) {
            owner.onMessage(from, wire.decode(frame.type(), frame.payload()));
        }

        @Override
        public void onClosed(final Connection from, final Throwable cause) {
            ended.countDown();
            if (running && connection != null) {
                owner.onDown(cause == null ? "the master closed the connection" : cause.getMessage());
            }
        }
    }
}
