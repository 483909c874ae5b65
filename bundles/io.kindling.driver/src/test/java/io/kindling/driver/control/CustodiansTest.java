package io.kindling.driver.control;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.LossCause;
import io.kindling.common.ExecutorId;
import io.kindling.driver.kit.ScriptedCluster;
import io.kindling.scheduler.api.SchedulerEvent;
import java.util.List;
import org.junit.Before;
import org.junit.Test;

/** Where nobody gives map outputs to readers that jobs wait for. */
public class CustodiansTest {

    private static final String PLACE = "h:/data/app/outputs";
    private final SwapHarness app = new SwapHarness(2);
    private final ScriptedCluster cluster = new ScriptedCluster(SwapHarness.FIRST);
    private final ClusterProvider provider = app.comes(cluster);

    /** Executor 0 has been there, and 1 is elsewhere. */
    @Before
    public void leave() {
        app.opens(provider);
        app.settle();
        grants("a", "node");
        grants("b", "elsewhere");
        assertTrue(app.registers(0, PLACE));
        assertTrue(app.registers(1, "h2:/data/app/outputs"));
        loses(0, new LossCause.Exited(137, ""));
        cluster.calls.clear();
        app.events.clear();
        app.told.clear();
    }

    private void grants(final String container, final String node) {
        cluster.grants(container, node);
        app.settle();
    }

    private void loses(final int executor, final LossCause cause) {
        cluster.listener.onLost(new ExecutorId(executor), cause);
        app.settle();
    }

    @Test
    public void shouldStartOneWhereItIsWanted() {
        app.wants(PLACE);
        app.wants(PLACE);
        assertEquals(List.of("custodian 2 on node"), cluster.calls);

        assertTrue(app.registers(2, PLACE));

        assertTrue(app.told.toString(), app.told.contains(new SchedulerEvent.ExecutorRegistered(new ExecutorId(2), "h", 0, PLACE)));
    }

    /** The scheduler has let it go, and it stays for its readers: new ones it would fail. */
    @Test
    public void shouldStartAnotherBesideOneThatOnlyHasItsLastReaders() {
        app.wants(PLACE);
        assertTrue(app.registers(2, PLACE));
        app.wants(PLACE);
        app.wants(PLACE);

        assertEquals(List.of("custodian 2 on node", "custodian 3 on node"), cluster.calls);
    }

    /** It may be heard of again, and has the outputs then. */
    @Test
    public void shouldWaitForOneWhoseConnectionHasJustEnded() {
        app.wants(PLACE);
        assertTrue(app.registers(2, PLACE));
        app.lifecycle.onDisconnected(app.executors.find(new ExecutorId(2)));
        app.wants(PLACE);

        assertEquals(List.of("custodian 2 on node"), cluster.calls);
    }

    @Test
    public void shouldSayOfAMoveUnderWayWhatItWaitsFor() {
        app.wants(PLACE);
        assertTrue(app.registers(2, PLACE));
        assertTrue(app.moves(app.comes(new ScriptedCluster(SwapHarness.SECOND)), SwapHarness.SECOND));
        app.settle();

        assertFalse(app.moves(provider, SwapHarness.FIRST));
        final String refusal = app.notices.get(app.notices.size() - 1);
        assertTrue(refusal, refusal.contains("at " + SwapHarness.FIRST + " are still being drained: 1 executor and 1 custodian; try again"));
    }

    /** To everybody but the scheduler. */
    @Test
    public void shouldNotTakeItForAnExecutor() {
        app.wants(PLACE);
        assertTrue(app.registers(2, PLACE));
        app.claims.kill(2);

        assertEquals(List.of(), app.events);
        assertEquals(List.of(new ExecutorId(1)), app.executors.withSlots().stream().map(ExecutorRecord::id).toList());
        assertEquals(2, app.executors.slots());
        assertEquals("it cannot be given back for another", List.of("custodian 2 on node"), cluster.calls);
    }

    @Test
    public void shouldReleaseItWhenItHasDrained() {
        app.wants(PLACE);
        assertTrue(app.registers(2, PLACE));
        app.drained(new ExecutorId(2));

        assertEquals(List.of("custodian 2 on node", "release 2"), cluster.calls);
        assertEquals(List.of(), app.events);
    }

    @Test
    public void shouldWaitForAnExecutorThatWasGrantedThere() {
        grants("c", "node");
        app.wants(PLACE);

        assertEquals(List.of("launch 2 in c"), cluster.calls);
    }

    @Test
    public void shouldStartFewAgainAndForgetThoseWhenAnExecutorCame() {
        for (int i = 0; i < Custodians.MOST_LOSSES; i++) {
            app.wants(PLACE);
            assertEquals(i + 1, cluster.calls.size());
            assertTrue(i % 2 == 1 || app.registers(2 + i, PLACE));
            loses(2 + i, new LossCause.Exited(1, ""));
        }
        app.wants(PLACE);
        assertEquals(Custodians.MOST_LOSSES, cluster.calls.size());

        final int next = 2 + Custodians.MOST_LOSSES;
        grants("c", "node");
        assertTrue(app.registers(next, PLACE));
        loses(next, new LossCause.Exited(137, ""));
        app.wants(PLACE);

        assertEquals("custodian " + (next + 1) + " on node", cluster.calls.get(cluster.calls.size() - 1));
    }

    /** Executors are given up after so many; custodians have not failed for want of what those need. */
    @Test
    public void shouldNotCountItAsAFailedLaunch() {
        app.wants(PLACE);
        loses(2, new LossCause.LaunchFailed("no more processes"));

        assertFalse(app.claims.current().failures().isOver());
        assertEquals("no notice to the scheduler of what it never knew", List.of(), app.told.stream().filter(SchedulerEvent.ExecutorLost.class::isInstance).toList());
    }

    @Test
    public void shouldDoWithoutWhereItIsNotPossible() {
        cluster.custodians = false;
        for (int i = 0; i < 2 * Custodians.MOST_LOSSES; i++) {
            app.wants(PLACE);
        }
        assertEquals(Custodians.MOST_LOSSES, cluster.calls.size());
        assertEquals(List.of(new ExecutorId(1)), app.executors.all().stream().map(ExecutorRecord::id).toList());
    }

    @Test
    public void shouldStartNoneOnANodeWithoutAName() {
        grants("c", null);
        assertTrue(app.registers(2, "h3:/outputs"));
        loses(2, new LossCause.Exited(137, ""));
        cluster.calls.clear();
        app.wants("h3:/outputs");
        app.wants("h4:/never/heard/of");

        assertEquals(List.of(), cluster.calls);
    }

    @Test
    public void shouldForgetThePlacesOfAClusterThatTheApplicationHasLeft() {
        final ExecutorRecord there = app.executors.find(new ExecutorId(1));
        final Custodians custodians = new Custodians(app, app.executors, null, null);
        custodians.onPlace(there);
        final ScriptedCluster second = new ScriptedCluster(SwapHarness.SECOND);
        assertTrue(app.moves(app.comes(second), SwapHarness.SECOND));
        app.settle();
        second.grants("c", "node");
        app.settle();
        assertTrue(app.registers(2, "h3:/data/app/outputs"));
        final ExecutorRecord here = app.executors.find(new ExecutorId(2));
        custodians.onPlace(here);
        assertEquals("executors are still there", 2, custodians.places());

        app.drained(there.id());
        app.settle();
        custodians.onPlace(here);

        assertEquals(1, custodians.places());
    }

    /** What a session has not heard the next one hears. */
    @Test
    public void shouldSayAgainWhatAnAdapterHasNotCarriedOut() {
        app.wants(PLACE);
        app.goes(provider);
        app.settle();
        cluster.calls.clear();
        app.comes(cluster);
        app.settle();

        assertTrue(cluster.calls.toString(), cluster.calls.contains("custodian 2 on node"));
    }
}
