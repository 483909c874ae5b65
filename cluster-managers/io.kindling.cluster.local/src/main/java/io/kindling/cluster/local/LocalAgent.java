package io.kindling.cluster.local;

import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.Agent;
import io.kindling.common.Clock;
import io.kindling.common.ExecutorEntry;
import io.kindling.common.ExecutorId;
import io.kindling.common.ExecutorThread;
import io.kindling.common.Inbox;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the one container of a session, and the executor in it. Calls the listener on its own thread. */
final class LocalAgent implements Agent {

    private static final Logger LOG = LoggerFactory.getLogger(LocalAgent.class);
    private static final String HOST = "127.0.0.1";
    private static final int MOST_FAILURES = 10;
    private static final int BATCH = 64;
    private static final long PROVEN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final String application;
    private final int slots;
    private final ExecutorEntry entry;
    private final ClusterListener listener;
    private final Clock clock;
    private final Inbox inbox;
    private int containers;
    private int container;
    private int executor;
    private boolean wanted;
    private boolean released;
    private boolean failed;
    private boolean detached;
    private ExecutorThread thread;
    private long startedAt;
    private long notBefore;
    private int failures;

    LocalAgent(final LocalState state, final ExecutorEntry entry, final ClusterListener listener, final Clock clock, final Inbox inbox) {
        application = state.application();
        slots = state.slots();
        containers = state.containers();
        container = state.container();
        executor = state.executor();
        wanted = state.wanted();
        released = state.released();
        this.entry = entry;
        this.listener = listener;
        this.clock = clock;
        this.inbox = inbox;
        notBefore = clock.nanoTime();
        // Before anybody can let it end: its exit code is known as long as it is at hand.
        thread = executor == LocalState.NONE ? null : ExecutorThread.find(nameOf(application, executor));
    }

    @Override
    public String roleName() {
        return "local-session-" + application;
    }

    @Override
    public void onStart() {
        startedAt = clock.nanoTime();
        if (executor != LocalState.NONE) {
            if (thread == null) {
                lost(released ? new LossCause.Released() : new LossCause.Exited(0, ""));
            }
        } else if (container != LocalState.NONE) {
            tellGranted();
        }
    }

    @Override
    public int doWork() {
        final int done = inbox.drain(BATCH);
        if (detached) {
            return done;
        }
        if (thread != null && !thread.isAlive()) {
            ended();
        }
        if (wanted && container == LocalState.NONE && !failed && clock.nanoTime() - notBefore >= 0) {
            container = containers;
            containers++;
            tellGranted();
        }
        return done;
    }

    void setTarget(final int executors) {
        if (!detached) {
            wanted = executors > 0;
        }
    }

    void launch(final String id, final ExecutorLaunchSpec spec) {
        if (detached) {
            return;
        }
        if (container == LocalState.NONE || !id.equals(containerName())) {
            tell(() -> listener.onLost(spec.executor(), new LossCause.LaunchFailed("its container " + id + " is gone")));
        } else if (executor == LocalState.NONE) {
            executor = spec.executor().value();
            released = false;
            startedAt = clock.nanoTime();
            thread = ExecutorThread.start(nameOf(application, executor), entry, spec.bootstrap());
            tell(() -> listener.onLaunched(spec.executor(), HOST));
        }
    }

    void release(final int number) {
        if (!detached && number == executor && thread != null) {
            released = true;
            thread.interrupt();
        }
    }

    /** Asks the executor to end; the caller waits for its thread, which is null if there is none. */
    Thread close() {
        wanted = false;
        if (thread != null) {
            released = true;
            thread.interrupt();
        }
        return thread;
    }

    /** Does nothing more from now on: what happens next, and what is asked of this session too late, is for whoever comes with this state. */
    LocalState detach() {
        detached = true;
        return new LocalState(application, slots, containers, container, executor, wanted, released);
    }

    static String nameOf(final String application, final int executor) {
        return "kindling-local-executor-" + application + "-" + executor;
    }

    private void ended() {
        final boolean well = released || clock.nanoTime() - startedAt >= PROVEN_NANOS;
        failures = well ? 0 : failures + 1;
        notBefore = clock.nanoTime() + failures * PAUSE_NANOS;
        final LossCause cause = released ? new LossCause.Released() : new LossCause.Exited(thread.exitCode(), "");
        thread = null;
        lost(cause);
        if (failures > MOST_FAILURES) {
            failed = true;
            tell(() -> listener.onFailed(failures + " executors in a row have failed in this JVM; look at its log for the reason"));
        }
    }

    private void lost(final LossCause cause) {
        final ExecutorId gone = new ExecutorId(executor);
        executor = LocalState.NONE;
        container = LocalState.NONE;
        tell(() -> listener.onLost(gone, cause));
    }

    private void tellGranted() {
        final Container granted = new Container(new ContainerId(containerName()), HOST, slots);
        tell(() -> listener.onGranted(granted));
    }

    private String containerName() {
        return "local-" + container;
    }

    private static void tell(final Runnable event) {
        try {
            event.run();
        } catch (final RuntimeException e) {
            LOG.error("The application failed at an event of its cluster", e);
        }
    }
}
