package io.kindling.cluster.testkit.mock;

import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.common.ExecutorId;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Hands its verbs on. */
final class MockSession implements ClusterSession {

    private static final byte[] CLOSED = new byte[0];

    private final MockCluster.Claim claim;
    private final Consumer<MockSession> onEnd;
    /** Set once it is over: what detaching gave, or {@link #CLOSED}. */
    private final AtomicReference<byte[]> end = new AtomicReference<>();

    MockSession(final MockCluster.Claim claim, final Consumer<MockSession> onEnd) {
        this.claim = claim;
        this.onEnd = onEnd;
    }

    @Override
    public void setTarget(final ExecutorTarget target) {
        claim.setTarget(target);
    }

    @Override
    public void launch(final ContainerId container, final ExecutorLaunchSpec spec) {
        claim.launch(container.value(), spec);
    }

    @Override
    public boolean launchCustodian(final String node, final ExecutorLaunchSpec spec) {
        claim.launchCustodian(node, spec);
        return true;
    }

    @Override
    public void release(final ExecutorId executor) {
        claim.release(executor.value());
    }

    @Override
    public byte[] detach() {
        if (end.compareAndSet(null, MockState.encode(claim.application()))) {
            claim.detach();
            onEnd.accept(this);
        }
        return end.get().clone();
    }

    @Override
    public void close() {
        if (end.compareAndSet(null, CLOSED)) {
            claim.close();
            onEnd.accept(this);
        }
    }
}
