package io.kindling.configuration;

import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.common.ExecutorId;
import java.util.function.Consumer;

/** A session of an adapter, of which the cluster's name knows. One thread at a time, as every session. */
final class NamedSession implements ClusterSession {

    private final ClusterSession inner;
    private final ClusterManager adapter;
    private final String masterUrl;
    private final Consumer<NamedSession> ended;

    NamedSession(final ClusterSession inner, final ClusterManager adapter, final String masterUrl, final Consumer<NamedSession> ended) {
        this.inner = inner;
        this.adapter = adapter;
        this.masterUrl = masterUrl;
        this.ended = ended;
    }

    ClusterManager adapter() {
        return adapter;
    }

    @Override
    public void setTarget(final ExecutorTarget target) {
        inner.setTarget(target);
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
        try {
            return new DetachedClaim(masterUrl, inner.detach()).encode();
        } finally {
            ended.accept(this);
        }
    }

    @Override
    public void close() {
        try {
            inner.close();
        } finally {
            ended.accept(this);
        }
    }
}
