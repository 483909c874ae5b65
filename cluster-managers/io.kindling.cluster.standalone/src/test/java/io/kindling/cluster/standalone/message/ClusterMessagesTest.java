package io.kindling.cluster.standalone.message;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.protocol.wire.WireMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.Test;

public class ClusterMessagesTest {

    private static final ResourceProfile PROFILE = new ResourceProfile(2, 1L << 30, 1L << 28);
    private static final ExecutorLaunchSpec SPEC = new ExecutorLaunchSpec(new ApplicationId("app-1"), new ExecutorId(3), PROFILE, "0.1.0",
            List.of("-Da=b", "-ea"), Map.of("K", "V"), new byte[] {1, 2, 3});

    private final WireFormat wire = new WireFormat(ClusterMessages.table());

    @Test
    public void shouldReadWhatItWrote() {
        final Set<Integer> seen = new HashSet<>();
        for (final WireMessage message : samples().toList()) {
            final byte[] bytes = wire.encode(message);
            final WireMessage read = wire.decode(message.type(), bytes);

            assertEquals(message.getClass(), read.getClass());
            assertArrayEquals(message.toString(), bytes, wire.encode(read));
            seen.add(message.type());
        }
        assertEquals("every message has a sample", ClusterMessages.table().decoders().keySet(), seen);
    }

    @Test
    public void shouldKeepALaunchSpecification() {
        final LaunchExecutor message = new LaunchExecutor("c", SPEC, "w");
        final LaunchExecutor decoded = (LaunchExecutor) wire.decode(message.type(), wire.encode(message));
        final ExecutorLaunchSpec read = decoded.spec();

        assertEquals("w", decoded.worker());

        assertEquals(SPEC.javaOptions(), read.javaOptions());
        assertEquals(SPEC.environment(), read.environment());
        assertEquals(SPEC.profile(), read.profile());
        assertArrayEquals(SPEC.bootstrap(), read.bootstrap());
    }

    @Test
    public void shouldKeepEveryCauseOfALoss() {
        for (final LossCause cause : List.of(new LossCause.Exited(137, "tail"), new LossCause.LaunchFailed("why"), new LossCause.NodeLost("n"),
                new LossCause.Released(), new LossCause.Preempted("p"))) {
            final ExecutorLost message = new ExecutorLost("c", new Loss(cause));
            assertEquals(message, wire.decode(message.type(), wire.encode(message)));
        }
    }

    @Test
    public void shouldNotShowSecrets() {
        final String text = new OpenApplication("n", "topsecret".getBytes(), new DeployPolicy(true, 1, 1), List.of()) + " "
                + new StartExecutor("c", "t", 1, 1, SPEC);
        assertFalse(text, text.contains("[B") || text.contains("topsecret"));
        assertTrue(text.contains("executor 3"));
    }

    private static Stream<WireMessage> samples() {
        final HeldExecutor executor = new HeldExecutor("c", "app", "ticket", 1, 2, 3);
        final HeldContainer container = new HeldContainer("c", "h", 2, 3, true, "w");
        final Loss loss = new Loss(new LossCause.Exited(1, "text\nwith lines"));
        return Stream.of(new Hello(1, 0, "v"), new HelloReply(1, 0, null), new Heartbeat(7), new HeartbeatAck(true),
                new RegisterWorker("h", 4, 5, "v", List.of(executor), List.of("a")), new WorkerRegistered(List.of("a", "b"), List.of("b")), new WorkerLeaving(), new WorkerDetaching(),
                new ExecutorStarted("c"), new ExecutorEnded("c", loss), new ExecutorEndAcknowledged("c"),
                new StartExecutor("c", "t", 2, 3, SPEC), new EndExecutor("c"), new ApplicationEnded("a"),
                new OpenApplication("n", new byte[32], new DeployPolicy(true, 10, 60_000), List.of(container)), new ApplicationOpened("no"),
                new SetTarget(new ExecutorTarget(PROFILE, 3, ExecutorTarget.AS_MANY_AS_FIT)), new LaunchExecutor("c", SPEC), new ReleaseExecutor(4),
                new DetachApplication(), new CloseApplication(), new ApplicationClosed(), new ContainerGranted("c", "h", 2, "w"),
                new ExecutorLaunched("c", 1, "h"), new ExecutorLost("c", loss), new ApplicationFailed("why"));
    }
}
