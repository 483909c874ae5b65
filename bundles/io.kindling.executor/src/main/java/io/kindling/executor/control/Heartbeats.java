package io.kindling.executor.control;

import io.kindling.common.Agent;
import io.kindling.common.Clock;
import io.kindling.common.Inbox;
import io.kindling.protocol.message.Heartbeat;
import io.kindling.protocol.message.HeartbeatAck;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Tells the driver that this executor lives, over a connection and on a thread of its own, and ends the executor when
 * no answer has come for as long as the lease: by then the driver may have given it up.
 */
public final class Heartbeats implements Agent {

    private final int executor;
    private final Clock clock;
    private final Inbox inbox;
    private final WireFormat format;
    private final Rhythm rhythm;
    private final Supplier<long[]> running;
    private final Ending ending;
    private Connection connection;
    private long sequence;
    private long lastSent;
    private long lastAnswered;

    /**
     * How often and how long.
     *
     * @param interval between heartbeats
     * @param lease    how long the executor may work without an answer
     */
    public record Rhythm(Duration interval, Duration lease) {
    }

    /** @param running the ids of the attempts under way; asked on the agent's thread */
    public Heartbeats(final int executor, final Clock clock, final Inbox inbox, final WireFormat format, final Rhythm rhythm,
                      final Supplier<long[]> running, final Ending ending) {
        this.executor = executor;
        this.clock = clock;
        this.inbox = inbox;
        this.format = format;
        this.rhythm = rhythm;
        this.running = running;
        this.ending = ending;
    }

    /** Gives it the connection; before it starts. */
    public Heartbeats over(final Connection heartbeatConnection) {
        connection = heartbeatConnection;
        return this;
    }

    @Override
    public String roleName() {
        return "executor-" + executor + "-heartbeat";
    }

    @Override
    public void onStart() {
        lastAnswered = clock.nanoTime();
        lastSent = lastAnswered - rhythm.interval().toNanos();
    }

    @Override
    public int doWork() {
        int done = inbox.drain(64);
        final long now = clock.nanoTime();
        if (now - lastAnswered > rhythm.lease().toNanos()) {
            ending.end(1, "the driver has not answered a heartbeat for " + rhythm.lease().toMillis() + " ms; it may have given this executor up");
        } else if (now - lastSent >= rhythm.interval().toNanos()) {
            lastSent = now;
            send();
            done++;
        }
        return done;
    }

    private void send() {
        final Heartbeat message = new Heartbeat(executor, ++sequence, running.get());
        connection.request(message.type(), format.encode(message), rhythm.lease())
                .thenAccept(reply -> inbox.offer(() -> onAnswer(reply)));
    }

    private void onAnswer(final Frame reply) {
        if (format.decode(reply.type(), reply.payload()) instanceof HeartbeatAck ack && ack.known()) {
            lastAnswered = clock.nanoTime();
        } else {
            ending.end(1, "the driver has given this executor up");
        }
    }
}
