package io.kindling.cluster.standalone.adapter;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.cluster.standalone.join.CredentialFiles;
import io.kindling.cluster.standalone.join.MasterAddress;
import io.kindling.cluster.standalone.master.TestMaster;
import io.kindling.cluster.standalone.worker.TestWorker;
import io.kindling.cluster.testkit.RecordedEvents;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import io.kindling.transport.netty.NettyTransport;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A master, a worker with real child processes, and the adapter, over TLS. */
public class StandaloneClusterTest {

    private static final ResourceProfile PROFILE = new ResourceProfile(1, 1L << 20, 0);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final NettyTransport transport = new NettyTransport();
    private final RecordedEvents events = new RecordedEvents();
    private final StandaloneClusterManager manager = new StandaloneClusterManager(transport, "1");
    private Path credential;
    private Path work;
    private MasterAddress address;
    private TestMaster master;
    private TestWorker worker;

    @Before
    public void start() throws IOException {
        credential = folder.getRoot().toPath().resolve("credential");
        work = folder.newFolder("work").toPath();
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = new MasterAddress("127.0.0.1", probe.getLocalPort());
        }
        master = new TestMaster(transport, address, credential);
        worker = new TestWorker(transport, credential, work, 2);
    }

    @After
    public void stop() {
        worker.close();
        master.close();
        worker.processes.values().forEach(p -> assertFalse("a process is left", p.isAlive()));
    }

    @Test(timeout = 60_000)
    public void shouldRunAnExecutorWithItsBootstrapOnItsStandardInput() throws Exception {
        final ClusterSession session = open("app");
        session.setTarget(new ExecutorTarget(PROFILE, 1, 1));
        session.launch(((Container) events.next()).id(), spec("app", 7, List.of()));

        assertEquals("launched 7", events.next());
        awaitSize(work.resolve("app/7/stdout"), 4 + 3);
        try (DataInputStream in = new DataInputStream(Files.newInputStream(work.resolve("app/7/stdout")))) {
            assertEquals(3, in.readInt());
            assertEquals("key", new String(in.readNBytes(3)));
        }
        session.close();

        assertTrue(worker.processes.values().stream().noneMatch(Process::isAlive));
    }

    @Test(timeout = 60_000)
    public void shouldQuoteTheEndOfAFailedExecutorsErrorsAndGrantAnother() throws Exception {
        final ClusterSession session = open("app");
        session.setTarget(new ExecutorTarget(PROFILE, 1, 1));
        session.launch(((Container) events.next()).id(), spec("app", 0, List.of("-Dfail")));

        assertEquals("launched 0", events.next());
        final LossCause.Exited cause = (LossCause.Exited) events.next();
        assertTrue(cause.toString(), cause.exitCode() != 0 && cause.logTail().contains("/there/is/no/such/place"));
        assertTrue(events.next() instanceof Container);
        session.close();
    }

    @Test(timeout = 60_000)
    public void shouldReportAKilledExecutorAndAReleasedOne() throws Exception {
        final ClusterSession session = open("app");
        session.setTarget(new ExecutorTarget(PROFILE, 2, 2));
        session.launch(((Container) events.next()).id(), spec("app", 0, List.of()));
        session.launch(((Container) events.next()).id(), spec("app", 1, List.of()));
        events.next();
        events.next();
        session.setTarget(new ExecutorTarget(PROFILE, 0, 2));

        session.release(new ExecutorId(0));
        assertEquals(new LossCause.Released(), events.next());
        worker.processes.values().forEach(Process::destroyForcibly);

        assertEquals(new LossCause.Exited(137, ""), events.next());
        session.close();
    }

    @Test(timeout = 60_000)
    public void shouldRefuseToLaunchAnotherBuildNamingBoth() throws Exception {
        final ClusterSession session = open("app");
        session.setTarget(new ExecutorTarget(PROFILE, 1, 1));
        session.launch(((Container) events.next()).id(), new ExecutorLaunchSpec(new ApplicationId("app"), new ExecutorId(0), PROFILE, "2",
                List.of(), Map.of(), new byte[0]));

        final LossCause cause = (LossCause) events.next();
        assertTrue(cause.text(), cause.text().contains("Kindling 1") && cause.text().contains("driver 2"));
        session.close();
    }

    @Test(timeout = 60_000)
    public void shouldKeepExecutorsWhileTheAdapterIsSwapped() throws Exception {
        final ClusterSession session = open("app");
        session.setTarget(new ExecutorTarget(PROFILE, 1, 1));
        session.launch(((Container) events.next()).id(), spec("app", 0, List.of()));
        assertEquals("launched 0", events.next());

        manager.deactivate();
        final byte[] detached = session.detach();
        final ClusterSession again = new StandaloneClusterManager(transport, "1").attach(detached, events);
        assertTrue(worker.processes.values().iterator().next().isAlive());
        worker.processes.values().iterator().next().destroyForcibly();

        assertEquals(new LossCause.Exited(137, ""), events.next());
        assertTrue(events.next() instanceof Container);
        again.close();
    }

    @Test(timeout = 60_000)
    public void shouldKeepExecutorsWhileTheMasterIsRestarted() throws Exception {
        final ClusterSession session = open("app");
        session.setTarget(new ExecutorTarget(PROFILE, 1, 1));
        session.launch(((Container) events.next()).id(), spec("app", 0, List.of()));
        assertEquals("launched 0", events.next());

        master.close();
        assertTrue(String.valueOf(events.next()).startsWith("unreachable"));
        master = new TestMaster(transport, address, credential);
        assertEquals("reachable", events.next());
        assertTrue(worker.processes.values().iterator().next().isAlive());
        session.setTarget(new ExecutorTarget(PROFILE, 2, 2));

        assertTrue("the second only", events.next() instanceof Container);
        assertEquals(1, worker.processes.size());
        session.release(new ExecutorId(0));
        assertEquals(new LossCause.Released(), events.next());
        session.close();
    }

    @Test(timeout = 60_000)
    public void shouldSayWhatToDoWithoutAMaster() {
        master.close();

        final ClusterException e = assertThrows(ClusterException.class, () -> open("app"));

        assertTrue(e.getMessage(), e.getMessage().contains("cannot reach the master at " + address + ": connection refused; start it with `kindling master`"));
    }

    @Test(timeout = 60_000)
    public void shouldSayWhatToDoWithoutACredential() {
        final Path missing = credential.resolveSibling("missing");

        final ClusterException e = assertThrows(ClusterException.class, () -> open("app", missing));

        assertTrue(e.getMessage(), e.getMessage().contains("no credential file " + missing));
    }

    @Test(timeout = 60_000)
    public void shouldRefuseAWrongJoinKey() throws IOException {
        final Path wrong = credential.resolveSibling("wrong");
        CredentialFiles.write(wrong, Files.readString(credential).replaceAll("key=.*", "key=" + "0".repeat(64)).getBytes());

        final ClusterException e = assertThrows(ClusterException.class, () -> open("app", wrong));

        assertTrue(e.getMessage(), e.getMessage().contains("cannot join the cluster"));
    }

    private ClusterSession open(final String application) throws ClusterException {
        return open(application, credential);
    }

    private ClusterSession open(final String application, final Path file) throws ClusterException {
        return manager.open(new ApplicationDescription(new ApplicationId(application), "name", address.toString(),
                Map.of("kindling.credentials.file", file.toString())), events);
    }

    private static ExecutorLaunchSpec spec(final String application, final int executor, final List<String> options) {
        return new ExecutorLaunchSpec(new ApplicationId(application), new ExecutorId(executor), PROFILE, "1", options, Map.of(), "key".getBytes());
    }

    private static void awaitSize(final Path file, final long size) throws IOException, InterruptedException {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Files.size(file) < size && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
