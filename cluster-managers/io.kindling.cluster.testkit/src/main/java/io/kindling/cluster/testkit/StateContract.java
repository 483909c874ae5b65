package io.kindling.cluster.testkit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.testkit.mock.MockCluster;
import io.kindling.cluster.testkit.mock.MockClusterManager;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

/** What a detached state is taken for, and what is told when it is attached. */
public abstract class StateContract extends DetachingContract {

    @Test
    public void shouldRefuseAStateThatIsNotItsOwn() throws Exception {
        final ClusterManager manager = newManager();
        final byte[] foreign = new MockClusterManager(new MockCluster()).open(
                new ApplicationDescription(new ApplicationId("app-foreign"), "foreign", "mock://another", Map.of()), events).detach();

        for (final byte[] bad : new byte[][] {new byte[0], {1, 2, 3, 4, 5}, new byte[100], foreign}) {
            final ClusterException e = assertThrows(ClusterException.class, () -> manager.attach(bad, events));
            assertNotNull("a message that says why", e.getMessage());
        }
    }

    @Test
    public void shouldRefuseHalfAState() throws Exception {
        final ClusterManager manager = newManager();
        final ClusterSession session = open(manager);
        launchOne(session, 0);
        final byte[] detached = session.detach();

        for (final int length : new int[] {1, detached.length / 2, detached.length - 1}) {
            assertThrows(ClusterException.class, () -> manager.attach(Arrays.copyOf(detached, length), events));
        }

        assertEquals("the refusals have ended no executor", Set.of(0), running(application));
        manager.attach(detached, events).close();
        assertEquals(Set.of(), running(application));
    }

    @Test
    public void shouldTellWhatHappenedMeanwhile() throws Exception {
        final ClusterSession session = open(newManager());
        launchOne(session, 0);
        final byte[] detached = session.detach();
        final boolean killed = kill(application, 0);

        final ClusterSession again = newManager().attach(detached, events);
        assumeThat("executors of the test do not die", killed, again);
        again.setTarget(target(1));

        assertNotNull(awaitLossAndGrant(LossCause.Exited.class));
        assertNothingToldBefore(again);
        again.close();
    }

    /** The second is refused, or takes the session over; never do both of them act for the application. */
    @Test
    public void shouldNotServeTwoSessionsThatAreAttachedFromOneState() throws Exception {
        final ClusterSession session = open(newManager());
        launchOne(session, 0);
        final byte[] detached = session.detach();
        final ClusterManager manager = newManager();
        final ClusterSession first = manager.attach(detached, events);

        ClusterSession holder;
        try {
            holder = manager.attach(detached, events);
        } catch (final ClusterException e) {
            holder = first;
        }

        assertEquals(Set.of(0), running(application));
        holder.setTarget(target(1));
        holder.release(new ExecutorId(0));
        launch(holder, awaitLossAndGrant(LossCause.Released.class), 1);
        assertEquals("launched 1", events.next());
        assertNothingToldBefore(holder);
        assertEquals("nothing is granted twice", 2, events.grants().size());
        assertEquals(Set.of(1), running(application));
        holder.close();
        first.close();
        assertEquals(Set.of(), running(application));
    }
}
