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
import io.kindling.common.ExecutorId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An adapter that writes down what it is asked, and fails where the test says so. On the test's own thread. */
public final class ScriptedCluster implements ClusterManager {

    public final List<String> calls = new ArrayList<>();
    /** Calls that fail as long as they are in here, by name. */
    public final Set<String> failing = new HashSet<>();
    public ClusterListener listener;
    /** Whether it can start custodians. */
    public boolean custodians = true;
    private final String url;

    public ScriptedCluster(final String url) {
        this.url = url;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public String masterUrlForms() {
        return url;
    }

    @Override
    public boolean accepts(final String masterUrl) {
        return masterUrl.equals(url);
    }

    @Override
    public ClusterSession open(final ApplicationDescription application, final ClusterListener by) throws ClusterException {
        refuse("open");
        listener = by;
        return new Session();
    }

    @Override
    public ClusterSession attach(final byte[] detached, final ClusterListener by) throws ClusterException {
        refuse("attach");
        listener = by;
        return new Session();
    }

    /** The cluster has room. */
    public void grants(final String container) {
        listener.onGranted(new Container(new ContainerId(container), "h", 2));
    }

    /** The cluster has room on a node where it could start a custodian, too. */
    public void grants(final String container, final String node) {
        listener.onGranted(new Container(new ContainerId(container), "h", 2, node));
    }

    private void refuse(final String what) throws ClusterException {
        calls.add(what);
        if (failing.contains(what)) {
            throw new ClusterException(what + " is refused");
        }
    }

    private void note(final String what, final String name) {
        calls.add(what);
        if (failing.contains(name)) {
            throw new IllegalStateException(name + " fails");
        }
    }

    private final class Session implements ClusterSession {

        @Override
        public void setTarget(final ExecutorTarget target) {
            note("target " + target.executors(), "target");
        }

        @Override
        public void launch(final ContainerId container, final ExecutorLaunchSpec spec) {
            note("launch " + spec.executor() + " in " + container.value(), "launch");
        }

        @Override
        public boolean launchCustodian(final String node, final ExecutorLaunchSpec spec) {
            note("custodian " + spec.executor() + " on " + node, "custodian");
            return custodians;
        }

        @Override
        public void release(final ExecutorId executor) {
            note("release " + executor, "release");
        }

        @Override
        public byte[] detach() {
            note("detach", "detach");
            return "state".getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            note("close", "close");
        }
    }
}
