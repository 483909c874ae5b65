package io.kindling.cluster.standalone.adapter;

import io.kindling.cluster.standalone.message.Heartbeat;
import io.kindling.cluster.standalone.message.HeartbeatAck;
import io.kindling.common.Clock;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.time.Duration;

/**
 * Tells the master that the driver lives, and finds out whether the connection does. Ends one that does not answer,
 * or whose master has forgotten the application, so that it is opened again.
 */
final class Pulse {

    private static final Duration PERIOD = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final WireFormat wire;
    private final Clock clock;
    private long next;
    private long count;

    Pulse(final WireFormat wire, final Clock clock) {
        this.wire = wire;
        this.clock = clock;
        next = clock.nanoTime() + PERIOD.toNanos();
    }

    /** Beats if it is time to; on the agent's thread. */
    void beat(final Connection master) {
        final long now = clock.nanoTime();
        if (master == null || now - next < 0) {
            return;
        }
        next = now + PERIOD.toNanos();
        count++;
        final Heartbeat beat = new Heartbeat(count);
        master.request(beat.type(), wire.encode(beat), PATIENCE).whenComplete((reply, failure) -> onReply(master, reply));
    }

    private void onReply(final Connection master, final Frame reply) {
        final boolean well = reply != null && wire.decode(reply.type(), reply.payload()) instanceof HeartbeatAck ack && ack.known();
        if (!well) {
            master.close();
        }
    }
}
