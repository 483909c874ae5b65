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
import io.kindling.cluster.standalone.join.MasterAddress;
import io.kindling.cluster.standalone.master.TestMaster;
import io.kindling.cluster.standalone.worker.TestWorker;
import io.kindling.cluster.testkit.RecordedEvents;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import io.kindling.transport.netty.NettyTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Each of adapter, master and worker is replaced at moments when something is under way. */
public class StandaloneSwapTest {

    private static final ResourceProfile PROFILE = new ResourceProfile(1, 1L << 20, 0);
    private static final ApplicationId APP = new ApplicationId("app");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final NettyTransport transport = new NettyTransport();
    private final RecordedEvents events = new RecordedEvents();
    private final StandaloneClusterManager manager = new StandaloneClusterManager(transport, "1");
    private Path credential;
    private MasterAddress address;
    private TestMaster master;
    private TestWorker worker;
    private ClusterSession session;

    @Before
    public void start() throws Exception {
        credential = folder.getRoot().toPath().resolve("credential");
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = new MasterAddress("127.0.0.1", probe.getLocalPort());
        }
        master = new TestMaster(transport, address, credential);
        worker = new TestWorker(transport, credential, folder.newFolder("work").toPath(), 2);
        session = manager.open(new ApplicationDescription(APP, "name", address.toString(), Map.of("kindling.credentials.file", credential.toString())), events);
        session.setTarget(new ExecutorTarget(PROFILE, 1, 1));
    }

    @After
    public void stop() {
        session.close();
        worker.close();
        master.close();
        worker.processes.values().forEach(p -> assertFalse("a process is left", p.isAlive()));
    }

    @Test(timeout = 60_000)
    public void shouldHaveSessionsOfOneApplicationWithTwoMastersAndOneWithEach() throws Exception {
        final Path another = credential.resolveSibling("another");
        final MasterAddress there;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            there = new MasterAddress("127.0.0.1", probe.getLocalPort());
        }
        try (TestMaster second = new TestMaster(transport, there, another)) {
            final Map<String, String> configuration = Map.of("kindling.credentials.file", another.toString());
            final ClusterSession moved = manager.open(new ApplicationDescription(APP, "name", there.toString(), configuration), new RecordedEvents());

            final ClusterException e = assertThrows(ClusterException.class,
                    () -> manager.open(new ApplicationDescription(APP, "name", there.toString(), configuration), new RecordedEvents()));
            assertTrue(e.getMessage(), e.getMessage().contains(there.toString()));
            launch(events.nextGrant());
            assertEquals("launched 0", events.next());
            moved.close();
        }
    }

    @Test(timeout = 60_000)
    public void shouldTakeNoSessionOverOnceItIsStopped() throws Exception {
        launch(events.nextGrant());
        assertEquals("launched 0", events.next());
        final byte[] detached = session.detach();
        manager.deactivate();

        assertThrows(ClusterException.class, () -> manager.attach(detached, events));

        session = new StandaloneClusterManager(transport, "1").attach(detached, events);
        session.release(new ExecutorId(0));
        assertEquals(new LossCause.Released(), events.next());
    }

    @Test(timeout = 60_000)
    public void shouldKeepExecutorsWhileTheWorkerIsReplaced() throws Exception {
        launch(events.nextGrant());
        assertEquals("launched 0", events.next());
        for (int i = 0; i < 3; i++) {
            worker.resume(worker.leave());
        }
        assertEquals(Set.of(0), worker.running(APP));

        executor().destroyForcibly();

        assertEquals(new LossCause.Exited(137, ""), events.next());
        events.nextGrant();
        assertEquals("nobody was told of anything else", 4, events.all().size());
    }

    @Test(timeout = 60_000)
    public void shouldTellOfAnExecutorThatEndedWhileTheWorkerWasAway() throws Exception {
        launch(events.nextGrant());
        assertEquals("launched 0", events.next());
        final byte[] left = worker.leave();
        executor().destroyForcibly().waitFor();

        worker.resume(left);

        assertEquals(new LossCause.Exited(137, ""), events.next());
    }

    @Test(timeout = 60_000)
    public void shouldLaunchWhatWasAskedWhileTheWorkerWasAway() throws Exception {
        final Container container = events.nextGrant();
        final byte[] left = worker.leave();
        launch(container);

        worker.resume(left);

        assertEquals("launched 0", events.next());
        assertEquals(Set.of(0), worker.running(APP));
    }

    @Test(timeout = 60_000)
    public void shouldReleaseWhatWasToBeReleasedWhileTheWorkerWasAway() throws Exception {
        launch(events.nextGrant());
        assertEquals("launched 0", events.next());
        session.setTarget(new ExecutorTarget(PROFILE, 0, 1));
        final byte[] left = worker.leave();
        session.release(new ExecutorId(0));

        worker.resume(left);

        assertEquals(new LossCause.Released(), events.next());
        assertEquals(Set.of(), worker.running(APP));
    }

    @Test(timeout = 60_000)
    public void shouldLaunchWhatAnEarlierMasterWasAskedAndCouldNotTellTheWorker() throws Exception {
        final Container container = events.nextGrant();
        final byte[] left = worker.leave();
        launch(container);
        restartMaster();
        worker.resume(left);

        assertEquals("launched 0", events.next());
        assertEquals(Set.of(0), worker.running(APP));
        assertEquals("granted once", 1, events.grants().size());
    }

    @Test(timeout = 60_000)
    public void shouldLaunchInAContainerThatAnEarlierMasterGranted() throws Exception {
        final Container container = events.nextGrant();
        restartMaster();

        launch(container);

        assertEquals("launched 0", events.next());
        assertEquals("granted once", 1, events.grants().size());
    }

    @Test(timeout = 60_000)
    public void shouldCarryOutWhatWasSaidBetweenTheAdaptersStopAndItsDetaching() throws Exception {
        final Container container = events.nextGrant();
        manager.deactivate();
        launch(container);

        session = new StandaloneClusterManager(transport, "1").attach(session.detach(), events);

        assertEquals("launched 0", events.next());
        assertEquals("granted once", 1, events.grants().size());
    }

    @Test(timeout = 60_000)
    public void shouldAttachWhileTheMasterIsAwayAndGoOnWhenItIsBack() throws Exception {
        launch(events.nextGrant());
        assertEquals("launched 0", events.next());
        final byte[] detached = session.detach();
        master.close();

        session = new StandaloneClusterManager(transport, "1").attach(detached, events);
        assertTrue(String.valueOf(events.next()).startsWith("unreachable"));
        master = new TestMaster(transport, address, credential);

        assertEquals("reachable", events.next());
        assertEquals(Set.of(0), worker.running(APP));
        executor().destroyForcibly();
        assertEquals(new LossCause.Exited(137, ""), events.next());
    }

    @Test(timeout = 60_000)
    public void shouldLeaveNoThreadOfAnAdapterThatWasStopped() throws Exception {
        manager.deactivate();

        assertEquals(List.of(), Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.contains("cluster-session") || name.equals("kindling-driver-link")).toList());
        session = new StandaloneClusterManager(transport, "1").attach(session.detach(), events);
    }

    @Test(timeout = 60_000)
    public void shouldStartACustodianWhileTheWorkerIsReplacedAndKeepItWhileTheMasterIs() throws Exception {
        final Container container = events.nextGrant();
        launch(container);
        assertEquals("launched 0", events.next());
        final byte[] left = worker.leave();
        session.launchCustodian(container.node(), new ExecutorLaunchSpec(APP, new ExecutorId(1), new ResourceProfile(0, 1 << 20, 0), "1", List.of(), Map.of(),
                "key".getBytes()));
        worker.resume(left);
        assertEquals("launched 1", events.next());

        restartMaster();
        worker.resume(worker.leave());
        session.release(new ExecutorId(0));

        assertEquals(new LossCause.Released(), events.next());
        events.nextGrant();
        assertEquals(Set.of(1), worker.running(APP));
    }

    private void restartMaster() throws Exception {
        master.close();
        assertTrue(String.valueOf(events.next()).startsWith("unreachable"));
        master = new TestMaster(transport, address, credential);
        assertEquals("reachable", events.next());
    }

    private void launch(final Container container) throws IOException {
        session.launch(container.id(), new ExecutorLaunchSpec(APP, new ExecutorId(0), PROFILE, "1", List.of(), Map.of(), "key".getBytes()));
    }

    private Process executor() {
        return worker.processes.values().iterator().next();
    }
}
