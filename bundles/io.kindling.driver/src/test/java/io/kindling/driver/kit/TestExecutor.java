package io.kindling.driver.kit;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.protocol.message.ArtifactChunk;
import io.kindling.protocol.message.FetchArtifact;
import io.kindling.protocol.message.Heartbeat;
import io.kindling.protocol.message.HeartbeatAck;
import io.kindling.protocol.message.LaunchTasks;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.Messages;
import io.kindling.protocol.message.RegisterExecutor;
import io.kindling.protocol.message.Registered;
import io.kindling.protocol.message.StageCode;
import io.kindling.protocol.message.StatusUpdates;
import io.kindling.protocol.message.TaskMetrics;
import io.kindling.protocol.message.TaskStatus;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.EnrolRequest;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.FrameLimits;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An executor that speaks the protocol and otherwise does what the test says. */
public final class TestExecutor implements FrameHandler {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final TaskMetrics METRICS = new TaskMetrics(1, 1, 0, 0, 0, 0);

    public final int id;
    public final Properties bootstrap = new Properties();
    public final BlockingQueue<WireMessage> inbox = new LinkedBlockingQueue<>();
    public final WireFormat format = new WireFormat(Messages.table());
    public volatile Registered welcome;
    public volatile boolean closed;
    private final Connection connection;

    /** @throws UncheckedIOException if the driver does not let it in */
    public TestExecutor(final Transport transport, final ExecutorLaunchSpec spec) {
        try {
            bootstrap.load(new StringReader(new String(spec.bootstrap(), StandardCharsets.UTF_8)));
            id = Integer.parseInt(bootstrap.getProperty("executor"));
            final String app = bootstrap.getProperty("application");
            final String host = bootstrap.getProperty("driver.host");
            final int port = Integer.parseInt(bootstrap.getProperty("driver.port"));
            final Identity identity = transport.enrol(new EnrolRequest(host, port, bootstrap.getProperty("authority"),
                    "kindling://app/" + app + "/driver",
                    "kindling://app/" + app + "/executor/" + id, bootstrap.getProperty("token").getBytes(StandardCharsets.US_ASCII)), LIMIT);
            connection = transport.connect(new ConnectSpec("executor", host, port, identity, "kindling://app/" + app + "/driver",
                    new FrameLimits(Messages.table().limits()), LIMIT), this);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Registers under its own number and build. */
    public TestExecutor register() {
        return register(id, bootstrap.getProperty("runtimeVersion"));
    }

    public TestExecutor register(final int claimed, final String version) {
        return register(claimed, version, "127.0.0.1");
    }

    /** Registers on a host. */
    public TestExecutor register(final int claimed, final String version, final String host) {
        welcome = request(new RegisterExecutor(claimed, version, Integer.parseInt(bootstrap.getProperty("slots")), host, 4_000 + id, 1), Registered.class);
        return this;
    }

    /** Registers as one whose build speaks another version of the messages. */
    public TestExecutor registerSpeaking(final int wire) {
        welcome = request(new RegisterExecutor(id, bootstrap.getProperty("runtimeVersion"), 1, "127.0.0.1", 4_000 + id, 1, null, wire), Registered.class);
        return this;
    }

    public <T extends WireMessage> T request(final WireMessage message, final Class<T> reply) {
        try {
            final Frame frame = connection.request(message.type(), format.encode(message), LIMIT).get(10, TimeUnit.SECONDS);
            return reply.cast(format.decode(frame.type(), frame.payload()));
        } catch (final Exception e) {
            return null;
        }
    }

    public boolean heartbeat() {
        final var ack = request(new Heartbeat(id, 1, new long[0]), HeartbeatAck.class);
        return ack != null && ack.known();
    }

    public byte[] artifact(final String hash, final long offset, final int max) {
        return request(new FetchArtifact(hash, offset, max), ArtifactChunk.class).bytes();
    }

    /** The next message of a kind; others before it are dropped. */
    public <T extends WireMessage> T next(final Class<T> type) {
        try {
            while (true) {
                final WireMessage message = inbox.poll(10, TimeUnit.SECONDS);
                if (message == null) {
                    throw new AssertionError("executor " + id + " got no " + type.getSimpleName());
                }
                if (type.isInstance(message)) {
                    return type.cast(message);
                }
            }
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public void succeed(final long task, final byte[] result) {
        status(new TaskStatus.Succeeded(task, result, METRICS));
    }

    public void fail(final long task, final String summary) {
        status(new TaskStatus.Failed(task, summary, summary + "\n\tat Far.away(Far.java:1)", false));
    }

    public void status(final TaskStatus status) {
        final StatusUpdates updates = new StatusUpdates(id, List.of(status));
        connection.send(updates.type(), format.encode(updates));
    }

    public void send(final WireMessage message) {
        connection.send(message.type(), format.encode(message));
    }

    public void die() {
        connection.close();
    }

    @Override
    public void onFrame(final Connection from, final Frame frame) {
        inbox.add(format.decode(frame.type(), frame.payload()));
    }

    @Override
    public void onClosed(final Connection from, final Throwable cause) {
        closed = true;
    }

    /** How many messages of a kind wait. */
    public long waiting(final Class<? extends WireMessage> type) {
        return inbox.stream().filter(type::isInstance).count();
    }

    /** The kinds of message that matter for the order. */
    public static boolean isControl(final WireMessage message) {
        return message instanceof StageCode || message instanceof MapOutputs || message instanceof LaunchTasks;
    }
}
