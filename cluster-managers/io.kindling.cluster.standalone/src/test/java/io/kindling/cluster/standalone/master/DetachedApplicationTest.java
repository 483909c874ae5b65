package io.kindling.cluster.standalone.master;

import static io.kindling.cluster.standalone.master.MasterHarness.MANY;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import io.kindling.cluster.standalone.message.EndExecutor;
import io.kindling.cluster.standalone.message.ExecutorLost;
import io.kindling.cluster.standalone.message.WorkerRegistered;
import java.util.List;
import org.junit.Test;

/** A driver that has let go in order is not one that has vanished, whichever master looks. */
public class DetachedApplicationTest {

    /** Of 20 s each. */
    private static final int HOURS_IN_STEPS = 1_000;
    private final MasterHarness cluster = new MasterHarness();

    @Test
    public void shouldKeepTheExecutorsOfADetachedApplicationAsLongAsTheyRun() {
        final List<String> containers = cluster.running("w1", 2, 4, "a", 2);

        cluster.drivers.onDetach("a", cluster.now);
        cluster.drivers.onDisconnected("a", cluster.now);
        for (int i = 0; i < HOURS_IN_STEPS; i++) {
            cluster.after(20);
        }
        assertNull(cluster.reopen("a", containers));

        assertEquals(0, cluster.sent("w1", EndExecutor.class).size());
        assertEquals(List.of(), cluster.sent("a", ExecutorLost.class));
    }

    @Test
    public void shouldTakeContainersWithoutExecutorsFromADetachedApplicationAfterAWhile() {
        cluster.worker("w1", 2, 4);
        cluster.open("a");
        cluster.target("a", 1, 1, 2, MANY);

        cluster.drivers.onDetach("a", cluster.now);
        cluster.after(59);
        assertEquals(0, cluster.freeCores("w1"));
        cluster.after(2);

        assertEquals(2, cluster.freeCores("w1"));
        assertNull(cluster.state.applications.get("a"));
    }

    @Test
    public void shouldHaveTheWorkersKeepForTheNextMasterWhoIsDetached() {
        cluster.worker("w1", 2, 4);
        cluster.open("a");
        cluster.open("b");
        cluster.target("a", 1, 1, 2, MANY);
        final List<String> containers = cluster.runAll("a");
        cluster.clearSent();

        cluster.drivers.onDetach("a", cluster.now);
        assertEquals(List.of(new WorkerRegistered(List.of("a", "b"), List.of("a"))), cluster.sent("w1", WorkerRegistered.class));
        cluster.worker("w2", 2, 4);
        assertEquals(List.of("a"), cluster.sent("w2", WorkerRegistered.class).get(0).detached());
        cluster.clearSent();
        cluster.reopen("a", containers);

        assertEquals(List.of(new WorkerRegistered(List.of("a", "b"), List.of())), cluster.sent("w1", WorkerRegistered.class));
    }

    @Test
    public void shouldKeepForADetachedDriverWhatAnEarlierMasterGrantedAsLongAsItRuns() {
        cluster.workerHolding("w1", 2, 4, "a", List.of("old-1"), List.of("a"));
        assertEquals("a third master must know it too", List.of("a"), cluster.sent("w1", WorkerRegistered.class).get(0).detached());
        for (int i = 0; i < HOURS_IN_STEPS; i++) {
            cluster.after(20);
        }
        cluster.workerHolding("w2", 2, 4, "a", List.of("old-2"), List.of("a"));
        cluster.after(1);
        assertEquals(0, cluster.sent("w1", EndExecutor.class).size() + cluster.sent("w2", EndExecutor.class).size());

        assertNull(cluster.reopen("a", List.of("old-1", "old-2")));

        assertEquals(List.of(), cluster.sent("a", ExecutorLost.class));
        assertEquals(List.of(), cluster.state.detached());
        assertEquals(List.of(), cluster.state.workers.get("w1").toldDetached);
    }

    @Test
    public void shouldEndWhatAnEarlierMasterGrantedToADriverThatHasVanishedOrDoesNotClaimIt() {
        cluster.workerHolding("w1", 2, 4, "a", List.of("old-1"), List.of("b"));
        cluster.workerHolding("w2", 2, 4, "b", List.of("old-2", "old-3"), List.of("b"));
        cluster.reopen("b", List.of("old-2"));

        cluster.after(21);

        assertEquals(List.of(new EndExecutor("old-1")), cluster.sent("w1", EndExecutor.class));
        assertEquals(List.of(new EndExecutor("old-3")), cluster.sent("w2", EndExecutor.class));
    }

    @Test
    public void shouldNotTakeADriverThatVanishesAfterItCameBackForADetachedOne() {
        final List<String> containers = cluster.running("w1", 1, 4, "a", 1);
        cluster.drivers.onDetach("a", cluster.now);
        cluster.after(100);
        cluster.reopen("a", containers);

        cluster.drivers.onDisconnected("a", cluster.now);
        cluster.after(4);

        assertEquals(1, cluster.sent("w1", EndExecutor.class).size());
    }
}
