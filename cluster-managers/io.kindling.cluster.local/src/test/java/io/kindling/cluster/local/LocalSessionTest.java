package io.kindling.cluster.local;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorEntry;
import io.kindling.common.ExecutorId;
import io.kindling.common.ExecutorThread;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class LocalSessionTest {

    private static final ResourceProfile PROFILE = new ResourceProfile(0, 1, 0);
    private static final ExecutorTarget ONE = new ExecutorTarget(PROFILE, ExecutorTarget.AS_MANY_AS_FIT, ExecutorTarget.AS_MANY_AS_FIT);

    private final Executors executors = new Executors();
    private final Events events = new Events();
    private final LocalClusterManager manager = new LocalClusterManager(executors);

    @Test(timeout = 30_000)
    public void shouldGrantOneContainerAndRunTheExecutorInThisJvm() throws Exception {
        final ClusterSession session = open("app-run", "local[3]");
        session.setTarget(ONE);
        session.setTarget(ONE);

        final Container container = (Container) events.next();
        assertEquals(3, container.cores());
        session.launch(container.id(), spec("app-run", 0));
        session.launch(container.id(), spec("app-run", 0));

        assertEquals("launched 0", events.next());
        assertArrayEquals(new byte[] {4, 2}, executors.bootstraps.take());
        session.close();
        assertNull(ExecutorThread.find(LocalAgent.nameOf("app-run", 0)));
        assertTrue("at most its end", events.all.stream().allMatch(new LossCause.Released()::equals));
    }

    @Test(timeout = 30_000)
    public void shouldReportTheEndOfAnExecutorAndGrantAnother() throws Exception {
        final ClusterSession session = open("app-end", "local");
        session.setTarget(ONE);
        final Container first = (Container) events.next();
        session.launch(first.id(), spec("app-end", 0));
        assertEquals("launched 0", events.next());

        executors.exits.release();

        assertEquals(new LossCause.Exited(5, ""), events.next());
        final Container second = (Container) events.next();
        assertFalse(first.id().equals(second.id()));
        session.launch(first.id(), spec("app-end", 1));
        assertTrue(events.next() instanceof LossCause.LaunchFailed);
        session.close();
    }

    @Test(timeout = 30_000)
    public void shouldReportAReleasedExecutorAsReleased() throws Exception {
        final ClusterSession session = open("app-release", "local");
        session.setTarget(ONE);
        session.launch(((Container) events.next()).id(), spec("app-release", 0));
        assertEquals("launched 0", events.next());
        session.setTarget(new ExecutorTarget(PROFILE, 0, 0));

        session.release(new ExecutorId(0));

        assertEquals(new LossCause.Released(), events.next());
        session.close();
    }

    @Test(timeout = 30_000)
    public void shouldLeaveTheExecutorAloneWhenItIsDetachedAndFindItAgain() throws Exception {
        final ClusterSession session = open("app-swap", "local[2]");
        session.setTarget(ONE);
        session.launch(((Container) events.next()).id(), spec("app-swap", 0));
        assertEquals("launched 0", events.next());

        manager.deactivate();
        final byte[] detached = session.detach();
        assertTrue(ExecutorThread.find(LocalAgent.nameOf("app-swap", 0)).isAlive());
        final ClusterSession again = new LocalClusterManager(executors).attach(detached, events);
        executors.exits.release();

        assertEquals("its exit code is told by the thread", new LossCause.Exited(5, ""), events.next());
        assertEquals(2, ((Container) events.next()).cores());
        again.close();
        session.close();
    }

    @Test
    public void shouldRefuseWhatIsNoDetachedSession() {
        assertThrows(ClusterException.class, () -> manager.attach(new byte[] {1, 2, 3}, events));
    }

    private ClusterSession open(final String application, final String url) throws ClusterException {
        return manager.open(new ApplicationDescription(new ApplicationId(application), "name", url, Map.of()), events);
    }

    private static ExecutorLaunchSpec spec(final String application, final int executor) {
        return new ExecutorLaunchSpec(new ApplicationId(application), new ExecutorId(executor), PROFILE, "1", List.of(), Map.of(), new byte[] {4, 2});
    }

    /** Runs until it is told to exit, or interrupted. */
    private static final class Executors implements ExecutorEntry {

        private final BlockingQueue<byte[]> bootstraps = new LinkedBlockingQueue<>();
        private final Semaphore exits = new Semaphore(0);

        @Override
        public int run(final InputStream bootstrap) {
            try {
                bootstraps.add(bootstrap.readAllBytes());
                exits.acquire();
                return 5;
            } catch (final InterruptedException e) {
                return 0;
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Collects what the adapter says. */
    private static final class Events implements ClusterListener {

        private final BlockingQueue<Object> all = new LinkedBlockingQueue<>();

        Object next() throws InterruptedException {
            return all.poll(20, TimeUnit.SECONDS);
        }

        @Override
        public void onGranted(final Container container) {
            all.add(container);
        }

        @Override
        public void onLaunched(final ExecutorId executor, final String host) {
            all.add("launched " + executor);
        }

        @Override
        public void onLost(final ExecutorId executor, final LossCause cause) {
            all.add(cause);
        }

        @Override
        public void onUnreachable(final String reason) {
            all.add(reason);
        }

        @Override
        public void onReachable() {
            all.add("reachable");
        }

        @Override
        public void onFailed(final String reason) {
            all.add(reason);
        }
    }
}
