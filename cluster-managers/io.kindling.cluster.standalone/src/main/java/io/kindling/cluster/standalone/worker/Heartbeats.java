package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.standalone.join.MasterDialer;
import io.kindling.cluster.standalone.join.MasterLink;
import io.kindling.cluster.standalone.message.Heartbeat;
import io.kindling.cluster.standalone.message.HeartbeatAck;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says on a connection of its own that the worker lives, and learns whether the master still knows it. */
final class Heartbeats implements MasterLink.Owner, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
    private static final Duration PERIOD = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final WireFormat wire;
    private final Runnable onForgotten;
    private final MasterLink link;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "kindling-worker-heartbeat");
    private volatile Connection connection;

    /** @param onForgotten called, on a transport thread, when the master does not know the worker */
    Heartbeats(final MasterDialer dialer, final WireFormat wire, final Runnable onForgotten) {
        this.wire = wire;
        this.onForgotten = onForgotten;
        link = new MasterLink(dialer, wire, "worker-heartbeat", this);
        thread.setDaemon(true);
    }

    Heartbeats start() throws IOException {
        link.open();
        return beat();
    }

    /** As {@link #start()}, when the worker has executors that do not wait for the master. */
    Heartbeats startOrKeepTrying() throws IOException {
        link.openOrKeepTrying();
        return beat();
    }

    private Heartbeats beat() {
        thread.start();
        return this;
    }

    @Override
    public void onUp(final Connection up) {
        connection = up;
    }

    @Override
    public void onMessage(final Connection from, final WireMessage message) {
        LOG.warn("The master sent a message of type {} on the connection for heartbeats", message.type());
    }

    @Override
    public void onDown(final String reason) {
        LOG.debug("No heartbeats: {}", reason);
    }

    @Override
    public void close() {
        end.countDown();
        link.close();
    }

    private void run() {
        try {
            for (long beat = 1; !end.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS); beat++) {
                final Connection to = connection;
                if (to == null) {
                    continue;
                }
                final Heartbeat heartbeat = new Heartbeat(beat);
                to.request(heartbeat.type(), wire.encode(heartbeat), PATIENCE).whenComplete((reply, failure) -> onReply(to, reply));
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void onReply(final Connection from, final Frame reply) {
        if (reply == null) {
            // Half open, or closed already: the link gets a new one.
            from.close();
        } else if (wire.decode(reply.type(), reply.payload()) instanceof HeartbeatAck ack && !ack.known()) {
            onForgotten.run();
        }
    }
}
