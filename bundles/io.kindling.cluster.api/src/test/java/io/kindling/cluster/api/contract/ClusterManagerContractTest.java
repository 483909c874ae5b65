package io.kindling.cluster.api.contract;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.LossCause;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The contract of {@link ClusterManager}. An adapter's test extends it and brings a cluster with room for one executor at least. */
public abstract class ClusterManagerContractTest {

    @Rule
    public final Timeout limit = Timeout.seconds(60);
    private final RecordedEvents events = new RecordedEvents();
    private final ApplicationId application = new ApplicationId("app-" + UUID.randomUUID());
    private final ResourceProfile profile = new ResourceProfile(1, 1L << 20, 0);

    /** A new instance of the adapter, as after an update of its bundle. */
    protected abstract ClusterManager newManager();

    /** A URL that it takes. */
    protected abstract String masterUrl();

    /** One that it accepts and that is malformed. */
    protected abstract String malformedUrl();

    /** What it needs beside the URL. */
    protected Map<String, String> configuration() {
        return Map.of();
    }

    /** Stops an adapter as its component would be, with sessions open. */
    protected abstract void stop(ClusterManager manager);

    /** The executors that run now, for this application. */
    protected abstract Set<Integer> running(ApplicationId application);

    @Test
    public void shouldKnowItsUrls() {
        final ClusterManager manager = newManager();

        assertTrue(manager.accepts(masterUrl()));
        assertFalse(manager.accepts("unheard-of://host:1"));
        assertFalse(manager.name().isBlank() || manager.masterUrlForms().isBlank());
    }

    @Test
    public void shouldNameAMalformedUrl() {
        final ClusterException e = assertThrows(ClusterException.class, () -> open(newManager(), malformedUrl()));

        assertTrue(e.getMessage(), e.getMessage().contains(malformedUrl()));
    }

    @Test
    public void shouldGrantLaunchAndReleaseAnExecutor() throws Exception {
        final ClusterSession session = open(newManager(), masterUrl());
        launchOne(session, 3);
        assertEquals(Set.of(3), running(application));

        session.setTarget(target(0));
        session.release(new ExecutorId(3));
        session.release(new ExecutorId(3));

        assertEquals(new LossCause.Released(), events.next());
        assertEquals(Set.of(), running(application));
        session.close();
    }

    @Test
    public void shouldTakeATargetForATargetAndNotForAnIncrement() throws Exception {
        final ClusterSession session = open(newManager(), masterUrl());
        session.setTarget(target(1));
        session.setTarget(target(1));
        final Container container = (Container) events.next();
        session.setTarget(target(1));
        launch(session, container.id(), 0);
        session.setTarget(target(1));

        assertEquals("no second container comes first", "launched 0", events.next());
        session.setTarget(target(0));
        session.release(new ExecutorId(0));
        assertEquals(new LossCause.Released(), events.next());
        session.close();
    }

    @Test
    public void shouldGrantANewContainerForALostExecutor() throws Exception {
        final ClusterSession session = open(newManager(), masterUrl());
        final Container first = launchOne(session, 0);

        session.release(new ExecutorId(0));

        final Container second = awaitReleaseAndGrant();
        assertNotEquals("names are never used again", first.id(), second.id());
        session.close();
    }

    @Test
    public void shouldReportALaunchInAnUnknownContainerAsLost() throws Exception {
        final ClusterSession session = open(newManager(), masterUrl());

        launch(session, new ContainerId("nobody-granted-this"), 0);

        assertTrue(events.next() instanceof LossCause.LaunchFailed);
        session.close();
    }

    @Test
    public void shouldEndExecutorsWithTheSession() throws Exception {
        final ClusterSession session = open(newManager(), masterUrl());
        launchOne(session, 0);

        session.close();
        session.close();
        session.setTarget(target(1));
        session.release(new ExecutorId(0));

        assertEquals(Set.of(), running(application));
    }

    @Test
    public void shouldLeaveExecutorsAloneWhileTheAdapterIsReplaced() throws Exception {
        final ClusterManager before = newManager();
        final ClusterSession session = open(before, masterUrl());
        launchOne(session, 0);

        stop(before);
        final byte[] detached = session.detach();
        assertArrayEquals("detaching may be repeated", detached, session.detach());
        session.close();
        assertEquals(Set.of(0), running(application));
        final ClusterSession again = newManager().attach(detached, events);
        again.setTarget(target(1));
        again.release(new ExecutorId(0));

        assertNotNull("the target is kept", awaitReleaseAndGrant());
        again.close();
    }

    @Test
    public void shouldRefuseAStateThatIsNotItsOwn() {
        assertThrows(ClusterException.class, () -> newManager().attach(new byte[] {1, 2, 3, 4, 5}, events));
        assertThrows(ClusterException.class, () -> newManager().attach(new byte[0], events));
    }

    private ClusterSession open(final ClusterManager manager, final String url) throws ClusterException {
        return manager.open(new ApplicationDescription(application, "contract", url, configuration()), events);
    }

    private Container launchOne(final ClusterSession session, final int executor) throws InterruptedException {
        session.setTarget(target(1));
        final Container container = (Container) events.next();
        launch(session, container.id(), executor);
        assertEquals("launched " + executor, events.next());
        return container;
    }

    private void launch(final ClusterSession session, final ContainerId container, final int executor) {
        session.launch(container, new ExecutorLaunchSpec(application, new ExecutorId(executor), profile, "1", List.of(), Map.of(), new byte[] {1}));
    }

    private ExecutorTarget target(final int executors) {
        return new ExecutorTarget(profile, executors, ExecutorTarget.AS_MANY_AS_FIT);
    }

    /** In either order: a cluster with room elsewhere may grant before the old process has ended. */
    private Container awaitReleaseAndGrant() throws InterruptedException {
        final List<Object> both = List.of(events.next(), events.next());
        assertTrue(both.toString(), both.contains(new LossCause.Released()));
        return (Container) both.get(both.get(0) instanceof Container ? 0 : 1);
    }
}
