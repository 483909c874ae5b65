package io.kindling.cluster.testkit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ExecutorId;
import java.util.Set;
import org.junit.Test;

/** Custodians, on clusters that can start some: executors without slots beside what others have left. */
public abstract class CustodianContract extends BuildContract {

    private static final String NONE = "its cluster starts no custodians";

    @Test
    public void shouldSayWhetherItStartsCustodians() throws Exception {
        final ClusterSession session = open(newManager());
        final Container container = launchOne(session, 0);
        final boolean can = container.node() != null;

        assertEquals("as its containers say", can, session.launchCustodian(can ? container.node() : "anywhere", custodian(1)));

        session.close();
        assertEquals(Set.of(), running(application));
    }

    @Test
    public void shouldStartACustodianOnceWhereAnExecutorWas() throws Exception {
        final ClusterSession session = open(newManager());
        final Container container = launchOne(session, 0);
        assumeThat(NONE, container.node() != null, session);
        session.setTarget(target(0));
        session.release(new ExecutorId(0));
        assertEquals(new LossCause.Released(), events.next());

        session.launchCustodian(container.node(), custodian(1));
        session.launchCustodian(container.node(), custodian(1));

        assertEquals("launched 1", events.next());
        assertNothingToldBefore(session);
        assertEquals(Set.of(1), running(application));
        session.release(new ExecutorId(1));
        assertEquals(new LossCause.Released(), events.next());
        assertEquals(Set.of(), running(application));
        session.close();
    }

    @Test
    public void shouldNotCountACustodianAsAnExecutor() throws Exception {
        final ClusterSession session = open(newManager());
        final Container container = launchOne(session, 0);
        assumeThat(NONE, container.node() != null, session);
        session.launchCustodian(container.node(), custodian(1));
        assertEquals("launched 1", events.next());

        session.setTarget(target(2));
        launch(session, events.nextGrant(), 2);
        assertEquals("it takes no room", "launched 2", events.next());
        assertEquals(Set.of(0, 1, 2), running(application));

        session.release(new ExecutorId(1));
        assertEquals(new LossCause.Released(), events.next());
        assertNothingToldBefore(session);
        session.close();
        assertEquals(Set.of(), running(application));
    }

    @Test
    public void shouldTellOfACustodianOnAnUnknownNode() throws Exception {
        final ClusterSession session = open(newManager());
        assumeThat(NONE, launchOne(session, 0).node() != null, session);

        session.launchCustodian("nobody-is-called-this", custodian(1));

        final Object answer = events.next();
        assertTrue("it is lost, but this is told: " + answer, answer instanceof LossCause);
        assertEquals(Set.of(0), running(application));
        session.close();
    }

    @Test
    public void shouldKeepACustodianWhileTheAdapterIsReplaced() throws Exception {
        final ClusterSession session = open(newManager());
        final Container container = launchOne(session, 0);
        assumeThat(NONE, container.node() != null, session);
        session.launchCustodian(container.node(), custodian(1));

        final ClusterSession again = swap(session);

        assertEquals("told once, by the old or the new one", "launched 1", events.next());
        again.launchCustodian(container.node(), custodian(1));
        assertNothingToldBefore(again);
        assertEquals(Set.of(0, 1), running(application));
        again.close();
        assertEquals(Set.of(), running(application));
    }
}
