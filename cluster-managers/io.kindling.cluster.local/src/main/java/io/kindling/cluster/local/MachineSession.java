package io.kindling.cluster.local;

import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.cluster.api.ResourceProfile;
import io.kindling.common.ExecutorId;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A session with a local cluster: the standalone adapter's, and the processes that end with it. */
final class MachineSession implements ClusterSession {

    private static final byte[] CLOSED = new byte[0];

    private final ClusterSession inner;
    private final Daemons daemons;
    private final String application;
    private final Consumer<MachineSession> onEnd;
    private final Consumer<ResourceProfile> onTarget;
    private final AtomicReference<byte[]> end = new AtomicReference<>();

    /** @param onTarget told what executors are to be like */
    MachineSession(final ClusterSession inner, final Daemons daemons, final String application, final Consumer<MachineSession> onEnd,
                   final Consumer<ResourceProfile> onTarget) {
        this.onTarget = onTarget;
        this.inner = inner;
        this.daemons = daemons;
        this.application = application;
        this.onEnd = onEnd;
    }

    /** The URL's memory is for heaps, as its users know it: what a process needs beside its heap is not counted against it. */
    @Override
    public void setTarget(final ExecutorTarget target) {
        final ResourceProfile profile = target.profile();
        onTarget.accept(profile);
        inner.setTarget(new ExecutorTarget(new ResourceProfile(profile.cores(), profile.heapBytes(), 0), target.executors(), target.totalCores()));
    }

    @Override
    public void launch(final ContainerId container, final ExecutorLaunchSpec spec) {
        inner.launch(container, spec);
    }

    @Override
    public boolean launchCustodian(final String node, final ExecutorLaunchSpec spec) {
        return inner.launchCustodian(node, spec);
    }

    @Override
    public void release(final ExecutorId executor) {
        inner.release(executor);
    }

    @Override
    public byte[] detach() {
        if (end.get() == CLOSED) {
            return CLOSED.clone();
        }
        // Also once it is detached: what the application has said since then is in the inner session's state.
        final byte[] detached = new MachineState(application, daemons.workers(), daemons.directory().toString(), inner.detach()).encode();
        stop(detached);
        return detached.clone();
    }

    @Override
    public void close() {
        if (stop(CLOSED)) {
            inner.close();
            daemons.end();
        }
    }

    private boolean stop(final byte[] last) {
        if (!end.compareAndSet(null, last)) {
            return false;
        }
        onEnd.accept(this);
        return true;
    }
}
