package io.kindling.cluster.testkit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ExecutorId;
import java.util.Set;
import org.junit.Test;

/** Releases, and losses with their causes; a cluster out of reach. */
public abstract class LossContract extends TargetContract {

    @Test
    public void shouldGrantLaunchAndReleaseAnExecutor() throws Exception {
        final ClusterSession session = open(newManager());
        launchOne(session, 3);
        assertEquals(Set.of(3), running(application));

        session.setTarget(target(0));
        session.release(new ExecutorId(3));
        session.release(new ExecutorId(3));

        assertEquals(new LossCause.Released(), events.next());
        assertEquals(Set.of(), running(application));
        assertNothingToldBefore(session);
        session.close();
    }

    @Test
    public void shouldReleaseAnUnknownExecutorWithoutHarm() throws Exception {
        final ClusterSession session = open(newManager());
        launchOne(session, 0);

        session.release(new ExecutorId(77));

        assertNothingToldBefore(session);
        assertEquals(Set.of(0), running(application));
        session.close();
    }

    @Test
    public void shouldGrantANewContainerForALostExecutor() throws Exception {
        final ClusterSession session = open(newManager());
        final Container first = launchOne(session, 0);

        session.release(new ExecutorId(0));

        final Container second = awaitLossAndGrant(LossCause.Released.class);
        assertNotEquals("names are never used again", first.id(), second.id());
        session.close();
    }

    @Test
    public void shouldLaunchNothingInTheContainerOfALostExecutor() throws Exception {
        final ClusterSession session = open(newManager());
        final Container container = launchOne(session, 0);
        session.setTarget(target(0));
        session.release(new ExecutorId(0));
        assertEquals(new LossCause.Released(), events.next());

        launch(session, container, 1);

        final Object answer = events.next();
        assertTrue("the executor is lost, but this is told: " + answer, answer instanceof LossCause);
        assertEquals(Set.of(), running(application));
        session.close();
    }

    @Test
    public void shouldTellOfAnExecutorThatDiedAndGrantAnother() throws Exception {
        final ClusterSession session = open(newManager());
        final Container first = launchOne(session, 0);
        assumeThat("executors of the test do not die", kill(application, 0), session);

        final Container second = awaitLossAndGrant(LossCause.Exited.class);

        assertNotEquals("names are never used again", first.id(), second.id());
        launch(session, second, 1);
        assertEquals("launched 1", events.next());
        session.close();
    }

    @Test
    public void shouldSayThatItsClusterIsOutOfReachAndBack() throws Exception {
        final ClusterSession session = open(newManager());
        launchOne(session, 0);
        assumeThat("the cluster of the test is never out of reach", disconnect(), session);

        final Object gone = events.next();
        assertTrue("it is out of reach, but this is told: " + gone, String.valueOf(gone).startsWith("unreachable: "));
        assertEquals("executors go on", Set.of(0), running(application));
        reconnect();

        assertEquals("reachable", events.next());
        session.release(new ExecutorId(0));
        awaitLossAndGrant(LossCause.Released.class);
        session.close();
    }
}
