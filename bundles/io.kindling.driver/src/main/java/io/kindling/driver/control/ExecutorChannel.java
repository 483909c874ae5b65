package io.kindling.driver.control;

import io.kindling.common.ExecutorId;
import io.kindling.driver.shared.ContentServer;
import io.kindling.protocol.message.BlockReport;
import io.kindling.protocol.message.FetchArtifact;
import io.kindling.protocol.message.FetchCode;
import io.kindling.protocol.message.FindContent;
import io.kindling.protocol.message.FindKeepers;
import io.kindling.protocol.message.Heartbeat;
import io.kindling.protocol.message.HeartbeatAck;
import io.kindling.protocol.message.OutputsTaken;
import io.kindling.protocol.message.RegisterExecutor;
import io.kindling.protocol.message.ResultChunk;
import io.kindling.protocol.message.StatusUpdates;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import io.kindling.transport.api.FrameHandler;
import java.util.regex.Pattern;

/**
 * One connection of an executor that has proven its identity: its control connection, or the one for heartbeats.
 * Decodes on the connection's thread; what throws closes the connection.
 */
final class ExecutorChannel implements FrameHandler {

    /** What the agent does with it; called on its thread. */
    interface Receiver {

        void onRegister(ExecutorId executor, Connection connection, Frame request, RegisterExecutor message);

        void onStatus(ExecutorId executor, Connection connection, StatusUpdates message);

        void onOutputsTaken(ExecutorId executor, Connection connection, OutputsTaken message);

        void onResult(ExecutorId executor, Connection connection, ResultChunk message);

        void onBlocks(ExecutorId executor, Connection connection, BlockReport message);

        void onFindKeepers(ExecutorId executor, Connection connection, Frame request);

        void onDisconnected(ExecutorId executor, Connection connection, Throwable cause);
    }

    /** What answers without the agent. */
    record Servers(ArtifactServer artifacts, ContentServer contents) {
    }

    private static final Pattern HOST = Pattern.compile("[!-~]{1,255}");

    private final ExecutorId executor;
    private final WireFormat format;
    private final ControlInbox.Gate gate;
    private final Liveness liveness;
    private final Servers servers;
    private final Receiver receiver;

    ExecutorChannel(final ExecutorId executor, final WireFormat format, final ControlInbox.Gate gate, final Liveness liveness,
                    final Servers servers, final Receiver receiver) {
        this.executor = executor;
        this.format = format;
        this.gate = gate;
        this.liveness = liveness;
        this.servers = servers;
        this.receiver = receiver;
    }

    @Override
    public void onFrame(final Connection connection, final Frame frame) {
        final WireMessage message = format.decode(frame.type(), frame.payload());
        if (message instanceof Heartbeat heartbeat) {
            mustBe(heartbeat.executor());
            mustAsk(frame);
            final HeartbeatAck ack = new HeartbeatAck(heartbeat.sequence(), liveness.heard(executor));
            connection.reply(frame, ack.type(), format.encode(ack));
        } else if (message instanceof StatusUpdates updates) {
            mustBe(updates.executor());
            gate.deliver(() -> receiver.onStatus(executor, connection, updates));
        } else if (message instanceof OutputsTaken taken) {
            mustBe(taken.executor());
            gate.deliver(() -> receiver.onOutputsTaken(executor, connection, taken));
        } else if (message instanceof ResultChunk chunk) {
            mustBe(chunk.executor());
            gate.deliver(() -> receiver.onResult(executor, connection, chunk));
        } else if (message instanceof BlockReport report) {
            mustBe(report.executor());
            gate.deliver(() -> receiver.onBlocks(executor, connection, report));
        } else if (message instanceof FindKeepers find) {
            mustBe(find.executor());
            mustAsk(frame);
            gate.deliver(() -> receiver.onFindKeepers(executor, connection, frame));
        } else if (message instanceof RegisterExecutor register) {
            mustBe(register.executor());
            mustAsk(frame);
            mustBeReachable(register);
            gate.deliver(() -> receiver.onRegister(executor, connection, frame, register));
        } else if (message instanceof FetchArtifact fetch) {
            mustAsk(frame);
            servers.artifacts.serve(connection, frame, fetch);
        } else if (message instanceof FetchCode fetch) {
            mustAsk(frame);
            servers.artifacts.serve(connection, frame, fetch);
        } else if (ContentServer.serves(message)) {
            mustAsk(frame);
            mustBeReachable(message);
            servers.contents.serve(executor.value(), connection, frame, message);
        } else {
            throw new IllegalArgumentException("Executor " + executor + " sent " + message.getClass().getSimpleName() + ", which only a driver sends");
        }
    }

    @Override
    public void onClosed(final Connection connection, final Throwable cause) {
        servers.contents.gone(connection);
        servers.artifacts.gone(connection);
        gate.deliver(() -> receiver.onDisconnected(executor, connection, cause));
    }

    private void mustAsk(final Frame frame) {
        if (frame.correlation() == 0) {
            throw new IllegalArgumentException("Executor " + executor + " sent a request of type " + frame.type() + " that nobody can answer");
        }
    }

    /** What other executors are told, and what stands in messages to the user. */
    private void mustBeReachable(final RegisterExecutor register) {
        if (register.runtimeVersion() == null || register.host() == null || !HOST.matcher(register.host()).matches() || register.dataPort() < 1) {
            throw new IllegalArgumentException("Executor " + executor + " does not say what it runs and where it can be reached");
        }
    }

    private void mustBeReachable(final WireMessage message) {
        if (message instanceof FindContent find && (find.content() == null || find.host() == null || !HOST.matcher(find.host()).matches() || find.dataPort() < 1)) {
            throw new IllegalArgumentException("Executor " + executor + " does not say what it asks for and where it can be reached");
        }
    }

    private void mustBe(final int claimed) {
        if (claimed != executor.value()) {
            throw new IllegalArgumentException("Executor " + executor + " claims to be executor " + claimed);
        }
    }
}
