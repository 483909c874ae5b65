package io.kindling.driver.control;

import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ExecutorId;

/** Brings what one session tells to the agent, each with itself as the sender. Thread-safe. */
final class ClusterEvents implements ClusterListener {

    private final ControlInbox inbox;
    private final ClusterBinding binding;

    ClusterEvents(final ControlInbox inbox, final ClusterBinding binding) {
        this.inbox = inbox;
        this.binding = binding;
    }

    @Override
    public void onGranted(final Container container) {
        inbox.post(() -> binding.onGranted(this, container));
    }

    @Override
    public void onLaunched(final ExecutorId executor, final String host) {
        inbox.post(() -> binding.onLaunched(executor, host));
    }

    @Override
    public void onLost(final ExecutorId executor, final LossCause cause) {
        inbox.post(() -> binding.onLost(executor, cause));
    }

    @Override
    public void onUnreachable(final String reason) {
        inbox.post(() -> binding.onUnreachable(this, reason));
    }

    @Override
    public void onReachable() {
        inbox.post(() -> binding.onReachable(this));
    }

    @Override
    public void onFailed(final String reason) {
        inbox.post(() -> binding.onFailed(this, reason));
    }
}
