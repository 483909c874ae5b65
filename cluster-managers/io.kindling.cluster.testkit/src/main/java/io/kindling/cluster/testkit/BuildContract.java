package io.kindling.cluster.testkit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ExecutorId;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;

/** The hot swap between two builds of an adapter, and that nothing of the old one remains. */
public abstract class BuildContract extends StateContract {

    @Test
    public void shouldHandOverToAnotherBuild() throws Exception {
        final ClusterManager before = newManager();
        final ClusterSession session = open(before);
        launchOne(session, 0);
        stop(before);

        try (AnotherBuild build = anotherBuild()) {
            final ClusterManager after = newManager(build);
            assertTrue("the same class, loaded once more", after.getClass() != before.getClass() && after.getClass().getName().equals(before.getClass().getName()));
            final ClusterSession again = after.attach(session.detach(), events);
            assertEquals(Set.of(0), running(application));
            again.release(new ExecutorId(0));
            launch(again, awaitLossAndGrant(LossCause.Released.class), 1);
            assertEquals("launched 1", events.next());
            again.close();
        }
        assertEquals(Set.of(), running(application));
    }

    @Test
    public void shouldLeaveNothingOfABuildThatWasReplaced() throws Exception {
        final Detached old = launchAndDetachInAnotherBuild();

        assertTrue("threads are in the middle of its code: " + old.watch.threads(), Await.holds(() -> old.watch.threads().isEmpty(), patience()));
        assertTrue("something holds its class loader: a thread, a listener, a thread-local or a cache", old.watch.isCollected(patience()));
        assertEquals("its executor goes on", Set.of(0), running(application));
        newManager().attach(old.state, events).close();
        assertEquals(Set.of(), running(application));
    }

    @Test
    public void shouldLeaveNothingOfABuildWhenItsSessionIsClosed() throws Exception {
        final AnotherBuild.Watch watch = launchAndCloseInAnotherBuild();

        assertTrue("something holds its class loader: a thread, a listener, a thread-local or a cache", watch.isCollected(patience()));
    }

    @Test
    public void shouldLeaveNoThread() throws Exception {
        final ClusterManager manager = newManager();
        open(manager).close();
        final Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        final ClusterSession session = open(manager);
        launchOne(session, 0);

        final byte[] detached = session.detach();
        stop(manager);

        assertTrue("threads after detaching: " + since(before), Await.holds(() -> since(before).isEmpty(), patience()));
        final ClusterManager next = newManager();
        next.attach(detached, events).close();
        stop(next);
        assertTrue("threads after closing: " + since(before), Await.holds(() -> since(before).isEmpty(), patience()));
    }

    private Set<String> since(final Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).filter(t -> !before.contains(t))
                .filter(t -> !t.getName().startsWith("process reaper") && !mayStay(t)).map(Thread::getName).collect(Collectors.toSet());
    }

    /** In a frame of its own, whose variables are gone when it returns. */
    private Detached launchAndDetachInAnotherBuild() throws Exception {
        try (AnotherBuild build = anotherBuild()) {
            final ClusterManager manager = newManager(build);
            final ClusterSession session = open(manager);
            launchOne(session, 0);
            stop(manager);
            return new Detached(session.detach(), build.watch());
        }
    }

    private AnotherBuild.Watch launchAndCloseInAnotherBuild() throws Exception {
        try (AnotherBuild build = anotherBuild()) {
            final ClusterManager manager = newManager(build);
            final ClusterSession session = open(manager);
            launchOne(session, 0);
            session.close();
            stop(manager);
            return build.watch();
        }
    }

    private record Detached(byte[] state, AnotherBuild.Watch watch) {
    }
}
