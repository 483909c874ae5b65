package io.kindling.cluster.standalone.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.cluster.standalone.join.ClusterUri;
import io.kindling.cluster.standalone.message.ApplicationClosed;
import io.kindling.cluster.standalone.message.ApplicationOpened;
import io.kindling.cluster.standalone.message.CloseApplication;
import io.kindling.cluster.standalone.message.ClusterMessages;
import io.kindling.cluster.standalone.message.DeployPolicy;
import io.kindling.cluster.standalone.message.Hello;
import io.kindling.cluster.standalone.message.HeldExecutor;
import io.kindling.cluster.standalone.message.OpenApplication;
import io.kindling.cluster.standalone.message.RegisterWorker;
import io.kindling.cluster.standalone.message.SetTarget;
import io.kindling.common.Clock;
import io.kindling.common.Inbox;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireFormatException;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;

/** What somebody can do to others who has the cluster's join key, and so may call itself any driver or worker. */
public class HostilePeerTest {

    private static final DeployPolicy POLICY = new DeployPolicy(true, 10, 60_000);
    private static final byte[] SECRET = new byte[32];

    private final WireFormat wire = new WireFormat(ClusterMessages.table());
    private final MasterAgent agent = new MasterAgent(wire, Clock.SYSTEM, new Inbox(64), "e");

    /** A connection of a peer, already greeted. */
    private final class Peer implements Connection {

        private final List<WireMessage> received = new ArrayList<>();
        private final String uri;
        private final PeerHandler handler;
        private boolean closed;

        Peer(final String uri) {
            this.uri = uri;
            handler = new PeerHandler(agent, wire, "1", uri);
            handler.onFrame(this, new Frame(ClusterMessages.HELLO, 1, wire.encode(new Hello(ClusterMessages.MAJOR, 0, "1"))));
        }

        /** As the transport does it: what the handler throws ends the connection. */
        void says(final WireMessage message) {
            handler.onFrame(this, new Frame(message.type(), 0, wire.encode(message)));
        }

        @Override
        public String peer() {
            return uri;
        }

        @Override
        public String peerAddress() {
            return "10.0.0.1:1";
        }

        @Override
        public String localHost() {
            return "10.0.0.2";
        }

        @Override
        public boolean send(final int type, final byte[] payload) {
            received.add(wire.decode(type, payload));
            return !closed;
        }

        @Override
        public CompletableFuture<Frame> request(final int type, final byte[] payload, final Duration timeout) {
            throw new UnsupportedOperationException("the master asks nothing");
        }

        @Override
        public boolean reply(final Frame request, final int type, final byte[] payload, final Runnable gone) {
            return send(type, payload);
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void setReading(final boolean reading) {
            assertFalse("there is room", !reading);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private Peer honestDriver() {
        final Peer driver = new Peer(ClusterUri.driver("a"));
        driver.says(new OpenApplication("shop", SECRET, POLICY, List.of()));
        agent.doWork();
        assertTrue(driver.received.stream().anyMatch(m -> m instanceof ApplicationOpened opened && opened.refusal() == null));
        return driver;
    }

    private static void quietly(final Runnable attack) {
        try {
            attack.run();
        } catch (final WireFormatException e) {
            // The transport ends the connection.
        }
    }

    @Test
    public void shouldNotLetADriverEndAnotherWhoseSecretItDoesNotKnow() {
        final Peer honest = honestDriver();
        for (final byte[] secret : new byte[][] {null, new byte[0], new byte[32 - 1]}) {
            final Peer hostile = new Peer(ClusterUri.driver("a"));
            quietly(() -> hostile.says(new OpenApplication("shop", secret, POLICY, List.of())));
            quietly(() -> hostile.says(new CloseApplication()));
            agent.doWork();
            quietly(() -> hostile.handler.onClosed(hostile, null));
            agent.doWork();

            assertTrue("the application is still its driver's", agent.isOwner(honest, "a"));
            assertFalse(honest.closed);
            assertEquals(List.of(), honest.received.stream().filter(ApplicationClosed.class::isInstance).toList());
        }
    }

    @Test
    public void shouldNotLetAnybodyTakeOverWhenItsOpeningFailsInside() {
        final Peer honest = honestDriver();
        final Peer hostile = new Peer(ClusterUri.driver("a"));

        assertThrows(RuntimeException.class, () -> agent.onOpen(hostile, "a", new OpenApplication("shop", null, POLICY, List.of()), 0));

        assertTrue(agent.isOwner(honest, "a"));
    }

    @Test
    public void shouldRefuseWorkersWhoseNamesNoMessageCouldCarry() {
        final String long2k = "x".repeat(2_000);
        for (final RegisterWorker bad : List.of(worker(null, List.of()), worker("", List.of()), worker(long2k, List.of()),
                worker("host\n10:00:00.000 [main] INFO a forged line", List.of()),
                worker("host", List.of(new HeldExecutor(long2k, "a", "t", 1, 1, 1))),
                worker("host", List.of(new HeldExecutor(null, "a", "t", 1, 1, 1))))) {
            final Peer hostile = new Peer(ClusterUri.worker("w"));
            assertThrows(WireFormatException.class, () -> hostile.says(bad));
        }
        new Peer(ClusterUri.worker("w")).says(worker("fe80::1%eth0", List.of(new HeldExecutor("e-1", "a", "t", 1, 1, 1))));
        agent.doWork();
    }

    @Test
    public void shouldRefuseATargetWhoseMemoryOverflows() {
        final Peer driver = honestDriver();

        assertThrows(WireFormatException.class, () -> driver.says(
                new SetTarget(new ExecutorTarget(new ResourceProfile(1, Long.MAX_VALUE, Long.MAX_VALUE), 1, 1))));
    }

    private static RegisterWorker worker(final String host, final List<HeldExecutor> held) {
        return new RegisterWorker(host, 1, 1 << 20, "1", held, List.of());
    }
}
