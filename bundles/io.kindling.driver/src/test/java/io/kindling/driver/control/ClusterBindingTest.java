package io.kindling.driver.control;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.kindling.api.admin.ApplicationEvent.Topic;
import io.kindling.api.admin.ClusterStatus;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ExecutorId;
import io.kindling.driver.kit.ScriptedCluster;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;

/** An adapter that goes and comes at each moment of a claim's life. */
public class ClusterBindingTest {

    private final SwapHarness app = new SwapHarness(2);
    private final ScriptedCluster old = new ScriptedCluster(SwapHarness.FIRST);
    private final ScriptedCluster young = new ScriptedCluster(SwapHarness.FIRST);
    private ClusterProvider first = app.comes(old);

    @Test
    public void shouldLetAnAdapterGoThatLeavesWhileItOpensTheSession() {
        app.opens(first);
        final CompletableFuture<Void> gone = app.goes(first);
        app.work();
        assertFalse("it is at it", gone.isDone());

        app.settle();
        assertTrue(gone.isDone());
        assertEquals(List.of("open", "detach"), old.calls);
        assertEquals(ClusterStatus.State.ABSENT, app.claims.status().state());

        app.comes(young);
        app.settle();
        assertEquals(List.of("attach", "target 2"), young.calls);
        assertEquals(ClusterStatus.State.PRESENT, app.claims.status().state());
    }

    @Test
    public void shouldHandOnWhatIsGrantedBeforeTheSessionIsThere() {
        app.opens(first);
        app.calls.remove(0).run();
        old.grants("early");
        app.settle();

        assertEquals(List.of("open", "target 2", "launch 0 in early"), old.calls);
    }

    @Test
    public void shouldLaunchAfterwardsWhatWasGrantedWhenTheAdapterWent() {
        open();
        old.grants("c");
        leave();
        assertEquals("the grant had come first", "launch 0 in c", old.calls.get(2));

        app.comes(young);
        app.settle();
        young.grants("c");
        app.settle();

        assertEquals(List.of("attach", "target 2", "launch 0 in c", "launch 0 in c"), young.calls);
        assertEquals("granted once", 1, app.events.stream().filter(each -> each.topic() == Topic.EXECUTOR_GRANTED).count());
    }

    @Test
    public void shouldForgetGrantsThatComeWhileTheAdapterGoesAndTakeThemFromTheNext() {
        open();
        final CompletableFuture<Void> gone = app.goes(first);
        app.work();
        old.grants("c");
        app.settle();
        assertTrue(gone.isDone());
        assertTrue(app.executors.all().isEmpty());

        app.comes(young);
        app.settle();
        young.grants("c");
        app.settle();
        assertEquals(List.of("attach", "target 2", "launch 0 in c"), young.calls);
    }

    @Test
    public void shouldBelieveFactsHoweverLateTheyAre() {
        open();
        old.grants("c");
        app.settle();
        leave();
        old.listener.onLost(new ExecutorId(0), new LossCause.Exited(1, ""));
        app.settle();

        assertTrue(app.executors.all().isEmpty());
        app.comes(young);
        app.settle();
        assertEquals("nothing is launched that is gone", List.of("attach", "target 2"), young.calls);
    }

    @Test
    public void shouldNotCountTheTimeWithoutAnAdapterAgainstExecutors() {
        open();
        old.grants("c");
        app.settle();
        leave();

        app.pass(100_000);
        assertFalse(app.executors.all().isEmpty());
        app.comes(young);
        app.settle();
        app.pass(59_000);
        assertTrue("it may still register", app.registers(0));
    }

    @Test
    public void shouldGiveUpAnExecutorThatDoesNotRegister() {
        open();
        old.grants("c");
        app.settle();
        app.pass(60_000);

        assertTrue(app.executors.all().isEmpty());
        assertEquals("release 0", old.calls.get(3));
    }

    @Test
    public void shouldReleaseAfterwardsWhatWasReleasedWithoutAnAdapter() {
        running();
        leave();
        app.lifecycle.drain(app.executors.find(new ExecutorId(0)), "test");
        app.drained(new ExecutorId(0));

        app.comes(young);
        app.settle();
        assertEquals(List.of("attach", "target 2", "release 0"), young.calls);
        young.listener.onLost(new ExecutorId(0), new LossCause.Released());
        app.settle();
        assertEquals("once", 1, app.events.stream().filter(each -> each.topic() == Topic.EXECUTOR_RELEASED).count());
    }

    @Test
    public void shouldTakeOneOfTwoOffers() {
        open();
        leave();
        app.comes(young);
        final ScriptedCluster third = new ScriptedCluster(SwapHarness.FIRST);
        app.comes(third);
        app.settle();

        assertEquals(List.of("attach", "target 2"), young.calls);
        assertEquals(List.of(), third.calls);
    }

    @Test
    public void shouldTryAgainWhileAProviderIsThereAndAtOnceWithEachNewOne() {
        open();
        leave();
        young.failing.add("attach");
        final ClusterProvider second = app.comes(young);
        app.settle();
        app.pass(500);
        app.settle();
        assertEquals("not at once", List.of("attach"), young.calls);
        assertTrue(app.claims.status().text(), app.claims.status().text().contains("has not taken the application over: attach is refused"));
        app.pass(1_000);
        app.settle();
        assertEquals(List.of("attach", "attach"), young.calls);

        app.goes(second);
        final ScriptedCluster third = new ScriptedCluster(SwapHarness.FIRST);
        app.comes(third);
        app.settle();
        assertEquals(List.of("attach", "target 2"), third.calls);
    }

    @Test
    public void shouldLetAnAdapterGoThatLeavesWhileItAttaches() {
        open();
        leave();
        final ClusterProvider second = app.comes(young);
        app.work();
        final CompletableFuture<Void> gone = app.goes(second);
        app.settle();

        assertTrue(gone.isDone());
        assertEquals(List.of("attach", "detach"), young.calls);
        assertEquals("absent the whole time", 1, app.events.stream().filter(each -> each.topic() == Topic.CLUSTER_ABSENT).count());
        final ScriptedCluster third = new ScriptedCluster(SwapHarness.FIRST);
        app.comes(third);
        app.settle();
        assertEquals(List.of("attach", "target 2"), third.calls);
    }

    @Test
    public void shouldCloseASessionThatComesAfterTheEnd() {
        open();
        leave();
        app.comes(young);
        app.work();
        assertEquals(List.of(), app.claims.takeAll());
        app.settle();

        assertEquals(List.of("attach", "close"), young.calls);
    }

    @Test
    public void shouldGiveItsSessionAwayAtTheEnd() {
        open();
        assertEquals(1, app.claims.takeAll().size());
        assertTrue("nothing is there that could be detached", app.goes(first).isDone() || leftAfterWork());
        app.settle();
        assertEquals(List.of("open", "target 2"), old.calls);
    }

    @Test
    public void shouldNotMindBeingToldTwice() {
        open();
        final CompletableFuture<Void> once = app.goes(first);
        final CompletableFuture<Void> twice = app.control.leave(old);
        app.settle();

        assertTrue(once.isDone() && twice.isDone());
        assertEquals(List.of("open", "target 2", "detach"), old.calls);
        assertEquals(1, app.events.stream().filter(each -> each.topic() == Topic.CLUSTER_ABSENT).count());
    }

    @Test
    public void shouldSayAgainWhatAnAdapterFailedAt() {
        open();
        old.failing.add("launch");
        old.grants("c");
        app.settle();
        old.failing.clear();
        app.pass(2_000);

        assertEquals(List.of("open", "target 2", "launch 0 in c", "target 2", "launch 0 in c"), old.calls);
        app.registers(0);
        assertEquals(1, app.registered());
    }

    @Test
    public void shouldAskTwiceForTheState() {
        open();
        old.failing.add("detach");
        final CompletableFuture<Void> gone = app.goes(first);
        app.settle();

        assertTrue(gone.isDone());
        assertEquals(List.of("open", "target 2", "detach", "detach"), old.calls);
        assertTrue(app.claims.status().text(), app.claims.status().text().contains("it went without handing over: detach fails"));
    }

    @Test
    public void shouldOpenAnewWhatWasNotHandedOverAndDrainWhatWasThere() {
        running();
        old.failing.add("detach");
        leave();
        assertEquals(1, app.registered());

        app.comes(young);
        app.pass(100);
        app.settle();
        assertEquals(List.of("open", "target 2"), young.calls);
        assertEquals(1, app.draining.size());
        assertEquals(ClusterStatus.State.MOVING, app.claims.status().state());
        app.drained(new ExecutorId(0));
        app.settle();
        assertEquals(ClusterStatus.State.PRESENT, app.claims.status().state());
        assertTrue("no move is told", app.events.stream().noneMatch(each -> each.topic() == Topic.CLUSTER_MOVED));
    }

    @Test
    public void shouldOpenAnewWhereTheClusterHasGivenTheApplicationUp() {
        running();
        leave();
        young.failing.add("attach");
        app.comes(young);
        for (int i = 0; i < 40 && !young.calls.contains("open"); i++) {
            app.pass(16_000);
            app.settle();
        }

        assertEquals("tried eight times before", 8, young.calls.indexOf("open"));
        assertEquals(ClusterStatus.State.MOVING, app.claims.status().state());
        assertEquals(1, app.draining.size());
    }

    @Test
    public void shouldNotWaitForEverForAnAdapterThatBlocks() {
        open();
        final CompletableFuture<Void> gone = app.goes(first);
        app.work();
        app.pass(9_999);
        assertFalse(gone.isDone());
        app.pass(1);
        assertTrue(gone.isDone());

        app.settle();
        app.comes(young);
        app.settle();
        assertEquals("its late answer is good", List.of("attach", "target 2"), young.calls);
    }

    @Test
    public void shouldKeepNothingOfAnAdapterThatHasGone() {
        ScriptedCluster adapter = new ScriptedCluster(SwapHarness.FIRST);
        final SwapHarness other = new SwapHarness(2);
        ClusterProvider provider = other.comes(adapter);
        other.opens(provider);
        other.settle();
        adapter.grants("c");
        other.settle();
        other.goes(provider);
        other.settle();
        final WeakReference<ScriptedCluster> reference = new WeakReference<>(adapter);
        adapter = null;
        provider = null;
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
        }

        assertNull("the adapter is collected while the application goes on", reference.get());
        assertEquals(1, other.executors.all().size());
    }

    private boolean leftAfterWork() {
        app.settle();
        return true;
    }

    private void open() {
        app.opens(first);
        app.settle();
    }

    private void running() {
        open();
        old.grants("c");
        app.settle();
        old.listener.onLaunched(new ExecutorId(0), "h");
        app.settle();
        assertTrue(app.registers(0));
    }

    private void leave() {
        final CompletableFuture<Void> gone = app.goes(first);
        app.settle();
        assertTrue(gone.isDone());
    }
}
