package io.kindling.cluster.testkit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterListener;
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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.Timeout;

/** What the author of an adapter brings to its contract, and the steps that the contract's tests are made of. */
public abstract class ClusterUnderTest {

    private static final byte[] BOOTSTRAP = "the-bootstrap-is-secret\0\r\n\377".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    @Rule
    public final Timeout limit = Timeout.seconds(120);
    final ApplicationId application = new ApplicationId("app-" + UUID.randomUUID());
    final ResourceProfile profile = new ResourceProfile(1, 64L << 20, 0);
    RecordedEvents events;

    @Before
    public final void record() {
        events = new RecordedEvents(patience());
    }

    /** A new instance of the adapter, as after its bundle was stopped and started. */
    protected abstract ClusterManager newManager();

    /** One whose classes come from another build. By default the class of {@link #newManager()}, made without arguments. */
    protected ClusterManager newManager(final AnotherBuild build) {
        return build.newManager(newManager().getClass());
    }

    /** The adapter's classes once more; to be overridden if they do not lie in one place. */
    protected AnotherBuild anotherBuild() {
        return AnotherBuild.of(newManager().getClass());
    }

    /** A URL that it takes: of a cluster with room for two executors of one core, for one application or for two. */
    protected abstract String masterUrl();

    /** One that it accepts and that is malformed. */
    protected abstract String malformedUrl();

    /** What it needs beside the URL. */
    protected Map<String, String> configuration() {
        return Map.of();
    }

    /**
     * Stops an adapter, of any build, as its component would be, with sessions open: by default its method
     * {@code deactivate} is called if it has one, else {@code close} if it is closeable.
     */
    protected void stop(final ClusterManager manager) {
        try {
            final Method deactivate = manager.getClass().getDeclaredMethod("deactivate");
            deactivate.setAccessible(true);
            deactivate.invoke(manager);
        } catch (final NoSuchMethodException e) {
            if (manager instanceof AutoCloseable closeable) {
                close(closeable);
            }
        } catch (final IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError("the adapter does not stop", e);
        }
    }

    /** The executors that run now, for this application. */
    protected abstract Set<Integer> running(ApplicationId application);

    /** Lets an executor die as by accident; false if the test cannot. */
    protected boolean kill(final ApplicationId gone, final int executor) {
        return false;
    }

    /** Puts the cluster out of the adapter's reach; false if the test cannot, or the cluster cannot be out of reach. */
    protected boolean disconnect() {
        return false;
    }

    /** The opposite. */
    protected void reconnect() throws Exception {
    }

    /** Whether a thread that is there after a session and was not before is not the session's, e.g. a shared event loop. */
    protected boolean mayStay(final Thread thread) {
        return false;
    }

    /** If its executors are processes of {@link FakeExecutor}, where they prove it. */
    protected Optional<FakeExecutors> fakes() {
        return Optional.empty();
    }

    /** How long to wait for what must come. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    final ClusterSession open(final ClusterManager manager) throws ClusterException {
        return open(manager, application, events);
    }

    final ClusterSession open(final ClusterManager manager, final ApplicationId id, final ClusterListener listener) throws ClusterException {
        return manager.open(describe(id, masterUrl()), listener);
    }

    final ApplicationDescription describe(final ApplicationId id, final String url) {
        return new ApplicationDescription(id, "contract", url, configuration());
    }

    /** Gets a session to one executor that is launched, with a target of one. */
    final Container launchOne(final ClusterSession session, final int executor) throws InterruptedException {
        session.setTarget(target(1));
        final Container container = events.nextGrant();
        launch(session, container, executor);
        assertEquals("launched " + executor, events.next());
        return container;
    }

    final void launch(final ClusterSession session, final Container container, final int executor) {
        session.launch(container.id(), spec(application, executor));
    }

    final ExecutorLaunchSpec spec(final ApplicationId id, final int executor) {
        return new ExecutorLaunchSpec(id, new ExecutorId(executor), profile, "1", List.of("-Dkindling.kit=a b"),
                fakes().map(f -> f.environment(id, executor)).orElse(Map.of()), BOOTSTRAP.clone());
    }

    /** The launch of one without slots. */
    final ExecutorLaunchSpec custodian(final int executor) {
        final ExecutorLaunchSpec other = spec(application, executor);
        return new ExecutorLaunchSpec(application, other.executor(), new ResourceProfile(0, 64L << 20, 64L << 20), other.runtimeVersion(), other.javaOptions(),
                other.environment(), other.bootstrap());
    }

    final ExecutorTarget target(final int executors) {
        return new ExecutorTarget(profile, executors, ExecutorTarget.AS_MANY_AS_FIT);
    }

    /** As {@code assumeTrue}, and leaves no session behind. */
    final void assumeThat(final String otherwise, final boolean holds, final ClusterSession session) {
        if (!holds) {
            session.close();
        }
        assumeTrue(otherwise, holds);
    }

    /** Whether nothing was told before the answer to a launch that cannot be. */
    final void assertNothingToldBefore(final ClusterSession session) throws InterruptedException {
        session.launch(new ContainerId("nobody-granted-this"), spec(application, 1_000));
        final Object next = events.next();
        assertTrue("a launch in an unknown container fails, before anything else happens; but this is told: " + next, next instanceof LossCause.LaunchFailed);
    }

    /** In either order: a cluster with room elsewhere may grant before the old process has ended. */
    final Container awaitLossAndGrant(final Class<? extends LossCause> cause) throws InterruptedException {
        final Object first = events.next();
        final Object second = first == null ? null : events.next();
        final Object loss = first instanceof Container ? second : first;
        final Object grant = first instanceof Container ? first : second;
        assertTrue("an executor is lost and another container granted, but these are told: " + first + " and " + second,
                cause.isInstance(loss) && grant instanceof Container);
        return (Container) grant;
    }

    private static void close(final AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (final Exception e) {
            throw new AssertionError("the adapter does not close", e);
        }
    }
}
