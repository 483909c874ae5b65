package io.kindling.cluster.testkit;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;

import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ExecutorId;
import java.util.Collections;
import java.util.Set;
import org.junit.Test;

/** The hot swap: a session is detached at any moment and attached by a new instance. */
public abstract class DetachingContract extends ClosingContract {

    private static final int ROUNDS = 5;

    @Test
    public void shouldLeaveExecutorsAloneWhileTheAdapterIsReplaced() throws Exception {
        final ClusterManager before = newManager();
        final ClusterSession session = open(before);
        launchOne(session, 0);

        stop(before);
        final byte[] detached = session.detach();
        assertArrayEquals("detaching may be repeated", detached, session.detach());
        session.close();
        assertEquals(Set.of(0), running(application));
        final ClusterSession again = newManager().attach(detached, events);
        again.setTarget(target(1));
        again.release(new ExecutorId(0));

        assertNotNull("the target is kept", awaitLossAndGrant(LossCause.Released.class));
        again.close();
        assertEquals(Set.of(), running(application));
    }

    @Test
    public void shouldDoNothingOnceItIsDetached() throws Exception {
        final ClusterSession session = open(newManager());
        final Container container = launchOne(session, 0);
        final byte[] detached = session.detach();

        session.setTarget(target(2));
        session.release(new ExecutorId(0));
        launch(session, container, 1);
        session.close();

        final ClusterSession again = newManager().attach(detached, events);
        assertNothingToldBefore(again);
        assertEquals(Set.of(0), running(application));
        again.close();
    }

    @Test
    public void shouldBeDetachedBeforeAnythingWasAsked() throws Exception {
        final ClusterSession again = swap(open(newManager()));

        launchOne(again, 0);

        again.close();
    }

    @Test
    public void shouldBeDetachedWithARequestUnderWay() throws Exception {
        final ClusterSession session = open(newManager());
        session.setTarget(target(1));

        final ClusterSession again = swap(session);

        again.setTarget(target(1));
        Container container = events.nextGrant();
        launch(again, container, 0);
        Object next = events.next();
        if (next instanceof Container told) {
            // The old instance was quick enough to tell, but nobody was there to answer.
            container = told;
            next = events.next();
        }
        assertEquals("launched 0", next);
        assertEquals("one container was asked for", Collections.nCopies(events.grants().size(), container), events.grants());
        again.close();
        assertEquals("nothing is granted twice", Set.of(), running(application));
    }

    @Test
    public void shouldTellAgainOfAGrantThatWasNotAnswered() throws Exception {
        final ClusterSession session = open(newManager());
        session.setTarget(target(1));
        final Container container = events.nextGrant();

        final ClusterSession again = swap(session);

        assertEquals("the same container, and no other", container, events.nextGrant());
        launch(again, container, 0);
        assertEquals("launched 0", events.next());
        assertNothingToldBefore(again);
        again.close();
    }

    @Test
    public void shouldBeDetachedWithALaunchUnderWay() throws Exception {
        final ClusterSession session = open(newManager());
        session.setTarget(target(1));
        final Container container = events.nextGrant();
        launch(session, container, 0);

        final ClusterSession again = swap(session);

        assertEquals("told once, by the old or the new one", "launched 0", events.next());
        launch(again, container, 0);
        assertNothingToldBefore(again);
        assertEquals(Set.of(0), running(application));
        again.close();
        assertEquals(Set.of(), running(application));
    }

    @Test
    public void shouldBeDetachedWithAReleaseUnderWay() throws Exception {
        final ClusterSession session = open(newManager());
        launchOne(session, 0);
        session.setTarget(target(0));
        session.release(new ExecutorId(0));

        final ClusterSession again = swap(session);

        assertEquals("told once, by the old or the new one", new LossCause.Released(), events.next());
        assertEquals(Set.of(), running(application));
        assertNothingToldBefore(again);
        again.close();
    }

    @Test
    public void shouldBeDetachedAgainAndAgain() throws Exception {
        ClusterSession session = open(newManager());
        launchOne(session, 0);

        for (int i = 0; i < ROUNDS; i++) {
            session = swap(session);
            assertEquals(Set.of(0), running(application));
        }

        session.release(new ExecutorId(0));
        final Container container = awaitLossAndGrant(LossCause.Released.class);
        launch(session, container, 1);
        assertEquals("launched 1", events.next());
        assertEquals("nothing is granted twice", 2, events.grants().size());
        session.close();
    }

    final ClusterSession swap(final ClusterSession session) throws Exception {
        return newManager().attach(session.detach(), events);
    }
}
