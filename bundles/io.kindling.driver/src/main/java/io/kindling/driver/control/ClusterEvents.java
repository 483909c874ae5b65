package io.kindling.driver.control;

import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ExecutorId;

/** Brings what a cluster tells to the agent, until its session has been let go. Thread-safe. */
public final class ClusterEvents implements ClusterListener {

    /** What the agent does with it; called on its thread. */
    interface Receiver {

        /** There is a session: containers can be used. */
        void onOpened();

        void onGranted(Container container);

        void onLost(ExecutorId executor, LossCause cause);

        void onNotice(String text);

        void onFailed(String reason);
    }

    private final ControlInbox inbox;
    private final Receiver receiver;
    private volatile boolean ended;

    ClusterEvents(final ControlInbox inbox, final Receiver receiver) {
        this.inbox = inbox;
        this.receiver = receiver;
    }

    /** What comes from now on is of no account. */
    void end() {
        ended = true;
    }

    @Override
    public void onGranted(final Container container) {
        post(() -> receiver.onGranted(container));
    }

    @Override
    public void onLaunched(final ExecutorId executor, final String host) {
        // Its registration says so.
    }

    @Override
    public void onLost(final ExecutorId executor, final LossCause cause) {
        post(() -> receiver.onLost(executor, cause));
    }

    @Override
    public void onUnreachable(final String reason) {
        post(() -> receiver.onNotice("The cluster manager cannot be reached: " + reason + "; executors go on"));
    }

    @Override
    public void onReachable() {
        post(() -> receiver.onNotice("The cluster manager can be reached again"));
    }

    @Override
    public void onFailed(final String reason) {
        post(() -> receiver.onFailed(reason));
    }

    private void post(final Runnable news) {
        if (!ended) {
            inbox.post(() -> {
                if (!ended) {
                    news.run();
                }
            });
        }
    }
}
