package io.kindling.cluster.standalone.master;

import io.kindling.cluster.standalone.join.ClusterUri;
import io.kindling.cluster.standalone.join.MasterAddress;
import io.kindling.cluster.standalone.message.ClusterMessages;
import io.kindling.common.AgentRunner;
import io.kindling.common.Clock;
import io.kindling.common.Inbox;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.FrameLimits;
import io.kindling.transport.api.ListenSpec;
import io.kindling.transport.api.Listener;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A master at work: its port and its agent. */
final class MasterServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MasterServer.class);
    private static final int INBOX = 8_192;

    private final Listener listener;
    private final AgentRunner runner;

    private MasterServer(final Listener listener, final AgentRunner runner) {
        this.listener = listener;
        this.runner = runner;
    }

    /**
     * Opens the port and keeps the keys.
     *
     * @throws IOException if the port cannot be opened or the keys cannot be kept
     */
    static MasterServer start(final Transport transport, final MasterAddress address, final ClusterKeys keys, final String runtimeVersion) throws IOException {
        final WireFormat wire = new WireFormat(ClusterMessages.table());
        final Inbox inbox = new Inbox(INBOX);
        final MasterAgent agent = new MasterAgent(wire, Clock.SYSTEM, inbox, MasterState.freshEpoch(new SecureRandom()));
        final ListenSpec spec = new ListenSpec("master", address.host(), address.port(), keys.authority.issue(ClusterUri.MASTER), keys.authority,
                new JoinGate(keys.credential.joinKey()), new FrameLimits(wire.table().limits()));
        final Listener listener = transport.listen(spec, connection ->
                ClusterUri.isJoiner(connection.peer()) ? new PeerHandler(agent, wire, runtimeVersion, connection.peer()) : null);
        try {
            keys.keep();
        } catch (final IOException e) {
            listener.close();
            throw e;
        }
        return new MasterServer(listener, new AgentRunner(agent, inbox, e -> LOG.error("The master's agent failed at one event", e)).start());
    }

    @Override
    public void close() {
        listener.close();
        runner.close();
    }
}
