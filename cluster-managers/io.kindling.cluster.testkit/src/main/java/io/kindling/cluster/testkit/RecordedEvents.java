package io.kindling.cluster.testkit;

import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.LossCause;
import io.kindling.common.ExecutorId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What an adapter has said, in order: containers, "launched N", causes of losses, and texts. Any thread may tell it. */
public class RecordedEvents implements ClusterListener {

    private final Duration patience;
    private final BlockingQueue<Object> waiting = new LinkedBlockingQueue<>();
    private final List<Object> all = new CopyOnWriteArrayList<>();

    public RecordedEvents() {
        this(Duration.ofSeconds(20));
    }

    /** @param patience how long {@link #next()} waits at the most */
    public RecordedEvents(final Duration patience) {
        this.patience = patience;
    }

    /** The next event, or null after a while without one. */
    public final Object next() throws InterruptedException {
        return waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The next event, which must be a grant. */
    public final Container nextGrant() throws InterruptedException {
        final Object next = next();
        if (next instanceof Container container) {
            return container;
        }
        throw new AssertionError("a grant should come, and not " + (next == null ? "nothing" : next));
    }

    /** Everything so far, in order, what {@link #next()} has given included. */
    public final List<Object> all() {
        return List.copyOf(all);
    }

    /** Every container that was granted so far. */
    public final List<Container> grants() {
        return all.stream().filter(Container.class::isInstance).map(Container.class::cast).toList();
    }

    @Override
    public void onGranted(final Container container) {
        add(container);
    }

    @Override
    public void onLaunched(final ExecutorId executor, final String host) {
        add("launched " + executor);
    }

    @Override
    public void onLost(final ExecutorId executor, final LossCause cause) {
        add(cause);
    }

    @Override
    public void onUnreachable(final String reason) {
        add("unreachable: " + reason);
    }

    @Override
    public void onReachable() {
        add("reachable");
    }

    @Override
    public void onFailed(final String reason) {
        add("failed: " + reason);
    }

    private void add(final Object event) {
        all.add(event);
        waiting.add(event);
    }
}
