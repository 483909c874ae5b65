package io.kindling.driver.control;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationEvent.Topic;
import io.kindling.api.admin.ClusterStatus;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ExecutorId;
import io.kindling.driver.kit.ScriptedCluster;
import io.kindling.scheduler.api.SchedulerEvent;
import java.util.List;
import org.junit.Before;
import org.junit.Test;

/** An application that moves from one cluster to another. */
public class ClusterClaimsTest {

    private final SwapHarness app = new SwapHarness(2);
    private final ScriptedCluster here = new ScriptedCluster(SwapHarness.FIRST);
    private final ScriptedCluster there = new ScriptedCluster(SwapHarness.SECOND);
    private final ClusterProvider first = app.comes(here);
    private final ClusterProvider second = app.comes(there);

    @Before
    public void open() {
        app.opens(first);
        app.settle();
        here.grants("a");
        here.grants("b");
        app.settle();
        assertTrue(app.registers(0));
        here.calls.clear();
    }

    @Test
    public void shouldTakeNewExecutorsFromThereAndDrainThoseHere() {
        assertTrue(app.moves(second, SwapHarness.SECOND));
        app.settle();

        assertEquals(List.of("open", "target 2"), there.calls);
        assertEquals("the one that never registered is not waited for", List.of("target 0", "release 1"), here.calls);
        assertEquals(List.of(new ExecutorId(0)), List.copyOf(app.draining));
        assertTrue("nobody comes to where its map outputs lie", app.told.contains(new SchedulerEvent.ExecutorDraining(new ExecutorId(0), true)));
        final ClusterStatus moving = app.claims.status();
        assertEquals(ClusterStatus.State.MOVING, moving.state());
        assertEquals(SwapHarness.SECOND, moving.masterUrl());

        there.grants("a");
        app.settle();
        assertEquals("numbers are never used again", "launch 2 in a", there.calls.get(2));
        assertTrue(app.registers(2));
        here.grants("late");
        app.settle();
        assertEquals("nothing new from here", 2, here.calls.size());

        app.drained(new ExecutorId(0));
        app.settle();
        assertEquals(List.of("target 0", "release 1", "release 0", "close", "detach"), here.calls);
        assertEquals(ClusterStatus.State.PRESENT, app.claims.status().state());
        assertEquals(List.of(Topic.CLUSTER_PRESENT, Topic.CLUSTER_MOVED, Topic.CLUSTER_PRESENT),
                app.events.stream().map(ApplicationEvent::topic).filter(topic -> topic.name().startsWith("CLUSTER")).toList());
    }

    /** Jobs fail where no executor will ever come, and wait where one may. */
    @Test
    public void shouldForgetWhatTheClusterItLeavesSaid() {
        app.lifecycle.onFailed(app.claims.current(), "the queue is closed");
        assertEquals(new SchedulerEvent.ClusterFailed("the queue is closed"), app.told.get(app.told.size() - 1));
        app.told.clear();

        assertTrue(app.moves(second, SwapHarness.SECOND));
        app.settle();

        assertEquals("before anything else", new SchedulerEvent.ClusterChanged(), app.told.get(0));
    }

    @Test
    public void shouldStayIfTheNewClusterRefuses() {
        there.failing.add("open");
        assertTrue(app.moves(second, SwapHarness.SECOND));
        app.settle();

        assertEquals(SwapHarness.FIRST, app.claims.status().masterUrl());
        assertEquals(List.of(), here.calls);
        assertTrue(app.draining.isEmpty());
        there.failing.clear();
        assertTrue("another try", app.moves(second, SwapHarness.SECOND));
    }

    @Test
    public void shouldRefuseASecondMoveAndOneToWhereItIs() {
        assertFalse(app.moves(first, SwapHarness.FIRST));
        assertTrue(app.notices.get(0), app.notices.get(0).contains("it is there already"));
        assertTrue(app.moves(second, SwapHarness.SECOND));
        assertFalse(app.moves(second, SwapHarness.SECOND));
        assertTrue(app.notices.get(1), app.notices.get(1).contains("it is being moved to " + SwapHarness.SECOND));
        app.settle();
        assertFalse("executors are still being drained", app.moves(first, SwapHarness.FIRST));
        assertTrue(app.notices.get(2), app.notices.get(2).contains("are still being drained: 1 executor;"));
        app.drained(new ExecutorId(0));
        app.settle();
        assertTrue(app.moves(first, SwapHarness.FIRST));
    }

    @Test
    public void shouldMoveAwayFromAManagerThatIsAbsent() {
        app.goes(first);
        app.settle();
        assertTrue(app.moves(second, SwapHarness.SECOND));
        app.settle();
        app.drained(new ExecutorId(0));
        app.settle();
        assertEquals(List.of("detach"), here.calls);
        assertTrue(app.executors.all().isEmpty());

        final ScriptedCluster back = new ScriptedCluster(SwapHarness.FIRST);
        app.comes(back);
        app.settle();
        assertEquals("taken over only to be given up", List.of("attach", "close", "detach"), back.calls);
    }

    @Test
    public void shouldGiveUpBothClaimsAtTheEnd() {
        app.moves(second, SwapHarness.SECOND);
        app.settle();

        assertEquals(2, app.claims.takeAll().size());
    }

    @Test
    public void shouldLetTheOldAdapterGoWhileItsExecutorsDrain() {
        app.moves(second, SwapHarness.SECOND);
        app.settle();
        app.goes(first);
        app.settle();
        assertEquals("moving goes on", ClusterStatus.State.MOVING, app.claims.status().state());

        final ScriptedCluster back = new ScriptedCluster(SwapHarness.FIRST);
        app.comes(back);
        app.settle();
        assertEquals(List.of("attach", "target 0", "launch 1 in b", "release 1"), back.calls);
        back.listener.onLost(new ExecutorId(0), new LossCause.NodeLost("n"));
        app.settle();
        assertEquals("close", back.calls.get(4));
    }

    @Test
    public void shouldNotMindThatTheNewAdapterGoesWhileItOpens() {
        app.moves(second, SwapHarness.SECOND);
        app.goes(second);
        app.settle();
        assertEquals(List.of("open", "detach"), there.calls);
        assertEquals(SwapHarness.SECOND, app.claims.status().masterUrl());
        assertEquals(ClusterStatus.State.ABSENT, app.claims.status().state());

        final ScriptedCluster back = new ScriptedCluster(SwapHarness.SECOND);
        app.comes(back);
        app.settle();
        assertEquals(List.of("attach", "target 2"), back.calls);
    }
}
