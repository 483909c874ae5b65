package io.kindling.driver.kit;

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
import io.kindling.common.ExecutorId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A cluster of nothing: grants what it is told to, and hands launches to the test. */
public final class FakeCluster implements ClusterManager {

    public final List<ExecutorLaunchSpec> launched = new CopyOnWriteArrayList<>();
    public final List<ExecutorId> released = new CopyOnWriteArrayList<>();
    public final List<String> calls = new CopyOnWriteArrayList<>();
    public volatile ClusterListener listener;
    public volatile ExecutorTarget target;
    public volatile Consumer<ExecutorLaunchSpec> launcher = spec -> { };
    public volatile int grants;
    public volatile int cores = 2;
    public volatile String refusal;
    public volatile Map<String, String> settings = Map.of();
    /** Of what its master URLs are names, or null. */
    public volatile String behind;
    private final String scheme;
    private final AtomicInteger containers = new AtomicInteger();

    public FakeCluster(final int grants) {
        this("fake", grants);
    }

    /** One whose master URLs begin in some other way. */
    public FakeCluster(final String scheme, final int grants) {
        this.scheme = scheme;
        this.grants = grants;
    }

    @Override
    public String name() {
        return scheme;
    }

    @Override
    public String masterUrlForms() {
        return scheme + ", " + scheme + "://host:port";
    }

    @Override
    public boolean accepts(final String masterUrl) {
        return masterUrl.startsWith(scheme);
    }

    @Override
    public Map<String, String> settingsOf(final String masterUrl) {
        return settings;
    }

    @Override
    public String clusterOf(final String masterUrl) {
        return behind == null ? masterUrl : behind;
    }

    @Override
    public ClusterSession open(final ApplicationDescription application, final ClusterListener by) throws ClusterException {
        if (refusal != null) {
            throw new ClusterException(refusal);
        }
        listener = by;
        calls.add("open " + application.name());
        return new Session();
    }

    @Override
    public ClusterSession attach(final byte[] detached, final ClusterListener by) {
        listener = by;
        calls.add("attach " + new String(detached, StandardCharsets.UTF_8));
        return new Session();
    }

    public void grant() {
        listener.onGranted(new Container(new ContainerId("c" + containers.incrementAndGet()), "127.0.0.1", cores));
    }

    public void lose(final int executor, final LossCause cause) {
        listener.onLost(new ExecutorId(executor), cause);
    }

    private final class Session implements ClusterSession {

        @Override
        public void setTarget(final ExecutorTarget wanted) {
            target = wanted;
            calls.add("target");
            while (containers.get() < grants) {
                grant();
            }
        }

        @Override
        public void launch(final ContainerId container, final ExecutorLaunchSpec spec) {
            launched.add(spec);
            launcher.accept(spec);
        }

        @Override
        public void release(final ExecutorId executor) {
            released.add(executor);
        }

        @Override
        public byte[] detach() {
            calls.add("detach");
            return "state".getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
