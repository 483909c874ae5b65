package io.kindling.driver.control;

import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.common.ExecutorId;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's claim on its cluster, which outlives the adapter that carries it: when the adapter goes, the claim
 * is detached and waits for the next one. The agent's own.
 */
final class ClusterBinding {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterBinding.class);

    private final ControlInbox inbox;
    private final Executor helper;
    private final Consumer<String> notices;
    private final ClusterEvents.Receiver receiver;
    private final ExecutorTarget target;
    private final Set<ExecutorId> releases = new LinkedHashSet<>();
    private ClusterManager manager;
    private ClusterSession session;
    private ClusterEvents events;
    private byte[] detached;
    private boolean attaching;
    private boolean ended;

    /** @param helper runs what may wait for the cluster */
    ClusterBinding(final ControlInbox inbox, final Executor helper, final Consumer<String> notices, final ClusterEvents.Receiver receiver,
                   final ExecutorTarget target) {
        this.inbox = inbox;
        this.helper = helper;
        this.notices = notices;
        this.receiver = receiver;
        this.target = target;
    }

    void opened(final ClusterManager by, final ClusterSession opened, final ClusterEvents listener) {
        if (ended) {
            // The application has ended while the session was being opened; nobody else knows of it.
            listener.end();
            helper.execute(opened::close);
            return;
        }
        manager = by;
        session = opened;
        events = listener;
        detached = null;
        attaching = false;
        opened.setTarget(target);
        releases.forEach(opened::release);
        releases.clear();
        receiver.onOpened();
    }

    boolean isOpen() {
        return session != null;
    }

    void launch(final ContainerId container, final ExecutorLaunchSpec spec) {
        session.launch(container, spec);
    }

    /** Ends an executor, now or when there is an adapter again. */
    void release(final ExecutorId executor) {
        if (session == null) {
            releases.add(executor);
        } else {
            session.release(executor);
        }
    }

    /** The adapter goes; harmless if it is not ours. */
    void detach(final ClusterManager leaving) {
        if (manager != leaving || session == null) {
            return;
        }
        events.end();
        try {
            detached = session.detach();
            notices.accept("The cluster manager " + leaving.name() + " has gone; executors go on, and new ones come when it is back");
        } catch (final RuntimeException e) {
            LOG.warn("The cluster manager {} could not hand its state over", leaving.name(), e);
            notices.accept("The cluster manager " + leaving.name() + " has gone without handing over; the application goes on with the executors that it has");
        }
        manager = null;
        session = null;
        events = null;
    }

    /** An adapter that accepts the application's master URL has come. */
    void offer(final ClusterManager coming) {
        if (session != null || attaching || detached == null) {
            return;
        }
        attaching = true;
        final byte[] state = detached;
        final ClusterEvents listener = new ClusterEvents(inbox, receiver);
        helper.execute(() -> attach(coming, state, listener));
    }

    /** The session, which is the caller's from now on; null if there is none. */
    ClusterSession take() {
        final ClusterSession taken = session;
        ended = true;
        if (events != null) {
            events.end();
        }
        session = null;
        detached = null;
        return taken;
    }

    private void attach(final ClusterManager coming, final byte[] state, final ClusterEvents listener) {
        try {
            final ClusterSession attached = coming.attach(state, listener);
            final boolean taken = inbox.post(() -> {
                opened(coming, attached, listener);
                notices.accept("The cluster manager " + coming.name() + " is back");
            });
            if (!taken) {
                attached.close();
            }
        } catch (final ClusterException | RuntimeException e) {
            LOG.warn("The cluster manager {} could not take the application over", coming.name(), e);
            inbox.post(() -> {
                attaching = false;
                notices.accept("The cluster manager " + coming.name() + " is back but did not take the application over: " + e.getMessage()
                        + "; the application goes on with the executors that it has");
            });
        }
    }
}
