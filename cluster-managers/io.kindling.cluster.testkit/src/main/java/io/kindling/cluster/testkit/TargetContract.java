package io.kindling.cluster.testkit;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;

/** Targets, which are no increments; grants and launches. */
public abstract class TargetContract extends OpeningContract {

    @Test
    public void shouldTakeATargetForATargetAndNotForAnIncrement() throws Exception {
        final ClusterSession session = open(newManager());
        session.setTarget(target(1));
        session.setTarget(target(1));
        final Container container = events.nextGrant();
        session.setTarget(target(1));
        launch(session, container, 0);
        session.setTarget(target(1));

        assertEquals("no second container comes first", "launched 0", events.next());
        session.setTarget(target(0));
        session.release(new ExecutorId(0));
        assertEquals(new LossCause.Released(), events.next());
        session.close();
        assertEquals(1, events.grants().size());
    }

    @Test
    public void shouldGrantContainersThatSayWhatTheyAre() throws Exception {
        final ClusterSession session = open(newManager());
        session.setTarget(new ExecutorTarget(profile, ExecutorTarget.AS_MANY_AS_FIT, ExecutorTarget.AS_MANY_AS_FIT));

        final Container container = events.nextGrant();

        assertFalse(container.id().value().isBlank());
        assertFalse(container.host().isBlank());
        assertTrue("cores " + container.cores(), container.cores() >= profile.cores());
        session.close();
    }

    @Test
    public void shouldEndNoExecutorWhenTheTargetFalls() throws Exception {
        final ClusterSession session = open(newManager());
        launchOne(session, 0);

        session.setTarget(target(0));

        assertNothingToldBefore(session);
        assertEquals(Set.of(0), running(application));
        session.close();
    }

    @Test
    public void shouldLaunchOnceInAContainer() throws Exception {
        final ClusterSession session = open(newManager());
        final Container container = launchOne(session, 0);

        launch(session, container, 0);

        assertNothingToldBefore(session);
        assertEquals(Set.of(0), running(application));
        session.close();
    }

    @Test
    public void shouldReportALaunchInAnUnknownContainerAsLost() throws Exception {
        final ClusterSession session = open(newManager());
        launchOne(session, 0);

        assertNothingToldBefore(session);
        session.close();
    }

    @Test
    public void shouldTakeItsVerbsFromWithinAnEvent() throws Exception {
        final AtomicReference<ClusterSession> session = new AtomicReference<>();
        events = new RecordedEvents(patience()) {
            @Override
            public void onGranted(final Container container) {
                super.onGranted(container);
                launch(session.get(), container, 0);
            }
        };
        session.set(open(newManager()));

        session.get().setTarget(target(1));

        events.nextGrant();
        assertEquals("launched 0", events.next());
        session.get().close();
    }

    @Test
    public void shouldGoOnWhenTheListenerFails() throws Exception {
        events = new RecordedEvents(patience()) {
            @Override
            public void onGranted(final Container container) {
                super.onGranted(container);
                throw new IllegalStateException("a listener that fails, as it is meant to in this test");
            }
        };
        final ClusterSession session = open(newManager());

        launchOne(session, 0);

        session.close();
    }

    @Test
    public void shouldKeepApplicationsApart() throws Exception {
        final var manager = newManager();
        final ClusterSession session = open(manager);
        launchOne(session, 0);
        final ApplicationId other = new ApplicationId("app-" + UUID.randomUUID());
        final RecordedEvents others = new RecordedEvents(patience());
        final ClusterSession otherSession = open(manager, other, others);
        otherSession.setTarget(target(1));
        otherSession.launch(others.nextGrant().id(), spec(other, 0));
        assertEquals("launched 0", others.next());

        otherSession.close();

        assertEquals(Set.of(), running(other));
        assertNothingToldBefore(session);
        assertEquals(Set.of(0), running(application));
        session.close();
    }

    @Test
    public void shouldHandOverBootstrapEnvironmentAndOptions() throws Exception {
        assumeTrue("its executors are no fake processes", fakes().isPresent());
        final ClusterSession session = open(newManager());
        launchOne(session, 0);

        final FakeExecutors.Proof proof = fakes().get().await(application, 0, patience());

        final byte[] bootstrap = spec(application, 0).bootstrap();
        assertArrayEquals(bootstrap, proof.bootstrap());
        assertEquals("a b", proof.property("kindling.kit"));
        assertFalse("the bootstrap stands in arguments, environment or properties", proof.mentions("the-bootstrap-is-secret"));
        assertTrue(ProcessHandle.of(proof.pid()).map(ProcessHandle::isAlive).orElse(false));
        session.close();
        assertFalse(ProcessHandle.of(proof.pid()).map(ProcessHandle::isAlive).orElse(false));
    }
}
