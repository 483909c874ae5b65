package io.kindling.cluster.standalone.worker;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.cluster.standalone.join.Credential;
import io.kindling.cluster.standalone.join.MasterAddress;
import io.kindling.cluster.standalone.message.ClusterMessages;
import io.kindling.cluster.standalone.message.HeldExecutor;
import io.kindling.cluster.standalone.message.StartExecutor;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import io.kindling.protocol.wire.WireFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a worker leaves, as bytes. The swap itself is tested with its cluster. */
public class WorkerSwapTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final WireFormat wire = new WireFormat(ClusterMessages.table());
    private final MasterAddress master = new MasterAddress("127.0.0.1", 7077);
    private final Credential credential = new Credential("a".repeat(64), new byte[32], master);

    @Test
    public void shouldReadWhatItLeft() {
        final HeldExecutor held = new HeldExecutor("c-1", "app", "ticket", 3, 2, 1L << 30);
        final StartExecutor start = new StartExecutor("c-2", "ticket", 1, 2, new ExecutorLaunchSpec(new ApplicationId("app"), new ExecutorId(4),
                new ResourceProfile(1, 2, 3), "1", List.of("-ea"), Map.of("K", "V"), new byte[] {9}));
        final WorkerState state = new WorkerState(new WorkerOffer("id", null, 4, 1L << 32, "1"), master, credential, Path.of("/srv/kindling"), List.of(
                new LeftExecutor(held, Path.of("/srv/kindling/app/3"), true, new LossCause.Exited(137, "tail"), null),
                new LeftExecutor(new HeldExecutor("c-2", "app", "ticket", 4, 1, 2), null, false, null, start)),
                Map.of("app", Set.of(Path.of("/srv/kindling/app/3"), Path.of("/srv/kindling/app/2"))), List.of("app"));

        final LeftWorker left = LeftWorker.decode(wire, state.encode(wire));
        final WorkerState read = WorkerState.decode(wire, left, "2");

        assertEquals(List.of("executor/c-1", "executor/c-2"), left.children());
        assertEquals(List.of(Path.of("/srv/kindling/app/3")), left.directories());
        assertEquals(new WorkerOffer("id", null, 4, 1L << 32, "2"), read.offer());
        assertEquals(master, read.master());
        assertArrayEquals(credential.toBytes(), read.credential().toBytes());
        assertEquals(state.made(), read.made());
        assertEquals(state.detached(), read.detached());
        assertEquals(state.executors().get(0), read.executors().get(0));
        final LeftExecutor second = read.executors().get(1);
        assertNull(second.directory());
        assertNull(second.loss());
        assertArrayEquals(wire.encode(start), wire.encode(second.start()));
    }

    @Test(timeout = 30_000)
    public void shouldEndTheExecutorsOfAStateThatItCannotRead() throws Exception {
        final Path directory = folder.newFolder("3").toPath();
        Files.writeString(directory.resolve("stdout"), "text");
        final Process executor = new ProcessBuilder("cat").start();
        final byte[] unknown = new LeftWorker(WorkerState.VERSION + 1, "id", List.of("executor/c-1", "executor/gone"), List.of(directory),
                new byte[] {1, 2, 3}).encode(wire);

        LeftWorker.decode(wire, unknown).end((name, builder) -> name.equals("executor/c-1") ? executor : null);

        executor.waitFor();
        assertFalse(Files.exists(directory));
    }

    @Test
    public void shouldNotShowSecrets() {
        final WorkerState state = new WorkerState(new WorkerOffer("id", null, 4, 5, "1"), master, credential, Path.of("/srv/kindling"), List.of(), Map.of(), List.of());
        assertFalse(state.toString(), state.toString().contains("aaaa") || state.toString().contains("[B"));
    }
}
