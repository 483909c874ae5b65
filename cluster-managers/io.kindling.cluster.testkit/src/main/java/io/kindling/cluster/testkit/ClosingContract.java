package io.kindling.cluster.testkit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.Container;
import io.kindling.common.ExecutorId;
import java.util.List;
import java.util.Set;
import org.junit.Test;

/** Closing leaves nothing. */
public abstract class ClosingContract extends LossContract {

    @Test
    public void shouldEndExecutorsWithTheSession() throws Exception {
        final ClusterSession session = open(newManager());
        launchOne(session, 0);

        session.close();
        session.close();
        session.setTarget(target(1));
        session.release(new ExecutorId(0));

        assertEquals(Set.of(), running(application));
    }

    @Test
    public void shouldTellNothingAfterItIsClosed() throws Exception {
        final ClusterManager manager = newManager();
        final ClusterSession session = open(manager);
        final Container container = launchOne(session, 0);
        session.close();
        final RecordedEvents closed = events;
        final List<Object> told = closed.all();
        session.setTarget(target(2));
        launch(session, container, 1);

        events = new RecordedEvents(patience());
        final ClusterSession next = open(manager);
        launchOne(next, 2);
        next.close();

        assertEquals(told, closed.all());
        assertEquals(Set.of(), running(application));
    }

    @Test
    public void shouldGiveNoStateOfAClosedSession() throws Exception {
        final ClusterManager manager = newManager();
        final ClusterSession session = open(manager);
        launchOne(session, 0);
        session.close();

        final byte[] detached = session.detach();

        assertThrows(ClusterException.class, () -> manager.attach(detached, events));
    }
}
