package io.kindling.cluster.api.contract;

import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ExecutorId;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What an adapter has said, in order: containers, "launched N", causes of losses, and texts. */
public final class RecordedEvents implements ClusterListener {

    private final BlockingQueue<Object> all = new LinkedBlockingQueue<>();

    /** The next event, or null after a while without one. */
    public Object next() throws InterruptedException {
        return all.poll(20, TimeUnit.SECONDS);
    }

    @Override
    public void onGranted(final Container container) {
        all.add(container);
    }

    @Override
    public void onLaunched(final ExecutorId executor, final String host) {
        all.add("launched " + executor);
    }

    @Override
    public void onLost(final ExecutorId executor, final LossCause cause) {
        all.add(cause);
    }

    @Override
    public void onUnreachable(final String reason) {
        all.add("unreachable: " + reason);
    }

    @Override
    public void onReachable() {
        all.add("reachable");
    }

    @Override
    public void onFailed(final String reason) {
        all.add("failed: " + reason);
    }
}
