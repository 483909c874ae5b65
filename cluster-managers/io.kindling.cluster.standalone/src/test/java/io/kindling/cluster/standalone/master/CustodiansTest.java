package io.kindling.cluster.standalone.master;

import static io.kindling.cluster.standalone.master.MasterHarness.MANY;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.cluster.standalone.join.Ticket;
import io.kindling.cluster.standalone.message.ContainerGranted;
import io.kindling.cluster.standalone.message.DeployPolicy;
import io.kindling.cluster.standalone.message.EndExecutor;
import io.kindling.cluster.standalone.message.ExecutorLaunched;
import io.kindling.cluster.standalone.message.ExecutorLost;
import io.kindling.cluster.standalone.message.HeldContainer;
import io.kindling.cluster.standalone.message.HeldExecutor;
import io.kindling.cluster.standalone.message.LaunchExecutor;
import io.kindling.cluster.standalone.message.OpenApplication;
import io.kindling.cluster.standalone.message.RegisterWorker;
import io.kindling.cluster.standalone.message.StartExecutor;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Test;

/** Executors without cores, on a worker that is full. */
public class CustodiansTest {

    private static final long SMALL = 1 << 20;
    private final MasterHarness cluster = new MasterHarness();

    @Before
    public void fill() {
        cluster.running("w1", 2, 2, "a", 2);
        cluster.clearSent();
    }

    private List<String> reasons(final String application) {
        return cluster.sent(application, ExecutorLost.class).stream().map(lost -> lost.loss().cause().text()).toList();
    }

    @Test
    public void shouldTakeNothingFromAnybody() {
        final String container = cluster.custodian("a", "w1", 7, SMALL);
        cluster.custodian("a", "w1", 7, SMALL);
        cluster.started("w1", container);

        final List<StartExecutor> started = cluster.sent("w1", StartExecutor.class);
        assertEquals("once", List.of(container), started.stream().map(StartExecutor::container).toList());
        assertEquals(0, started.get(0).cores());
        assertEquals(List.of(container), cluster.sent("a", ExecutorLaunched.class).stream().map(ExecutorLaunched::container).toList());
        cluster.worker("w2", 2, 2);
        cluster.target("a", 1, 1, 3, MANY);
        assertEquals("the target is of executors", 1, cluster.sent("a", ContainerGranted.class).size());
        assertEquals(0, cluster.freeCores("w1"));
        assertEquals(0, cluster.freeMemory("w1"));
    }

    @Test
    public void shouldNotCountItsEndAsAFailureOfTheApplication() {
        for (int i = 0; i < 20; i++) {
            final String container = cluster.custodian("a", "w1", 7 + i, SMALL);
            cluster.ended("w1", container, new LossCause.Exited(1, ""));
        }
        cluster.state.workers.get("w1").grants.values().stream().toList().forEach(grant -> cluster.ended("w1", grant.container, new LossCause.NodeLost("x")));

        assertEquals("others come at once", 2, cluster.sent("a", ContainerGranted.class).size());
        assertNull(cluster.state.applications.get("a").failure);
    }

    @Test
    public void shouldEndItWithItsApplication() {
        final String container = cluster.custodian("a", "w1", 7, SMALL);
        cluster.started("w1", container);
        cluster.drivers.onClose("a", cluster.now);

        assertTrue(cluster.sent("w1", EndExecutor.class).stream().anyMatch(end -> end.container().equals(container)));
        cluster.endAllAsked("w1");
        assertNull(cluster.state.applications.get("a"));
    }

    /** They are accounted for nowhere, so somebody has to set bounds. */
    @Test
    public void shouldAllowFewAndSmallOnes() {
        cluster.custodian("a", "w1", 7, Custodians.MOST_MEMORY + SMALL);
        assertTrue(reasons("a").toString(), reasons("a").get(0).contains("a custodian has no cores and 512 MiB of memory at the most"));
        cluster.drivers.onLaunch("a", new LaunchExecutor(LaunchExecutor.custodianOf("a", 8), spec(8, 1), "w1"), cluster.now);
        assertTrue(reasons("a").toString(), reasons("a").get(1).contains("not 1 cores"));
        for (int i = 0; i <= Custodians.MOST; i++) {
            cluster.custodian("a", "w1", 10 + i, SMALL);
        }
        assertEquals(Custodians.MOST, cluster.sent("w1", StartExecutor.class).size());
        assertTrue(reasons("a").toString(), reasons("a").get(2).contains("the application has 2 custodians on worker w1 already, and may have 2"));
    }

    private static ExecutorLaunchSpec spec(final int executor, final int cores) {
        return new ExecutorLaunchSpec(new ApplicationId("a"), new ExecutorId(executor), new ResourceProfile(cores, SMALL, 0), "1", List.of(), Map.of(), new byte[0]);
    }

    @Test
    public void shouldRefuseTheNameOfAnotherApplication() {
        cluster.open("b");
        cluster.drivers.onLaunch("b", new LaunchExecutor(LaunchExecutor.custodianOf("a", 7), spec(7, 0), "w1"), cluster.now);

        assertEquals(0, cluster.sent("w1", StartExecutor.class).size());
        assertTrue(reasons("b").toString(), reasons("b").get(0).contains("must be called custodian/b/7"));
    }

    @Test
    public void shouldSayThatThereIsNoSuchWorker() {
        cluster.custodian("a", "w9", 7, SMALL);

        assertTrue(reasons("a").toString(), reasons("a").get(0).contains("there is no worker w9"));
    }

    /** A driver says again what it does not know to run; what it was told to be lost it has forgotten. */
    @Test
    public void shouldNotStartAgainWhatIsLost() {
        final String container = cluster.custodian("a", "w1", 7, SMALL);
        cluster.ended("w1", container, new LossCause.Exited(1, ""));
        cluster.clearSent();
        cluster.custodian("a", "w1", 7, SMALL);

        assertEquals(0, cluster.sent("w1", StartExecutor.class).size());
        assertEquals(1, reasons("a").size());
    }

    @Test
    public void shouldBeKeptByAMasterThatStartsAnew() {
        final MasterHarness next = new MasterHarness();
        final String running = LaunchExecutor.custodianOf("a", 7);
        final String begun = LaunchExecutor.custodianOf("a", 8);
        next.drivers.onOpen("a", new OpenApplication("name", MasterHarness.secret("secret-a"), new DeployPolicy(true, 10, 60_000),
                List.of(new HeldContainer(running, "h", 0, 7, true, "w1"), new HeldContainer(begun, "h", 0, 8, false, "w1"))), next.now);
        next.custodian("a", "w1", 8, SMALL);
        next.workers.onRegister("w1", new RegisterWorker("host-w1", 2, 2, "1",
                List.of(new HeldExecutor(running, "a", Ticket.of(MasterHarness.secret("secret-a")), 7, 0, 0)), List.of()), next.now);

        assertEquals(List.of(), next.sent("a", ExecutorLost.class));
        assertEquals("what nobody had begun", List.of(begun), next.sent("w1", StartExecutor.class).stream().map(StartExecutor::container).toList());
        assertEquals(2, next.freeCores("w1"));
        assertEquals(0, next.sent("w1", EndExecutor.class).size());
    }
}
