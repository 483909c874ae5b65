package io.kindling.cluster.testkit;

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
import io.kindling.cluster.testkit.mock.MockCluster;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;

/** A manager over a right one; what a subclass overrides is wrong. Its sessions and listeners pass everything on. */
class Flawed implements ClusterManager, AutoCloseable {

    final MockCluster cluster;
    final ClusterManager right;

    Flawed(final MockCluster cluster, final ClusterManager right) {
        this.cluster = cluster;
        this.right = right;
    }

    Session session(final ClusterSession session, final ClusterListener listener) {
        return new Session(session);
    }

    Listener listener(final ClusterListener listener) {
        return new Listener(listener);
    }

    @Override
    public String name() {
        return right.name();
    }

    @Override
    public String masterUrlForms() {
        return right.masterUrlForms();
    }

    @Override
    public boolean accepts(final String masterUrl) {
        return right.accepts(masterUrl);
    }

    @Override
    public ClusterSession open(final ApplicationDescription application, final ClusterListener listener) throws ClusterException {
        final Session session = session(right.open(application, listener(listener)), listener);
        session.application = application.id();
        return session;
    }

    @Override
    public ClusterSession attach(final byte[] detached, final ClusterListener listener) throws ClusterException {
        final Session session = session(right.attach(detached, listener(listener)), listener);
        session.application = applicationIn(detached);
        return session;
    }

    @Override
    public void close() throws Exception {
        ((AutoCloseable) right).close();
    }

    /** The states of the mock end with the application's name. */
    static ApplicationId applicationIn(final byte[] detached) {
        final String text = new String(detached, java.nio.charset.StandardCharsets.ISO_8859_1);
        return new ApplicationId(text.substring(text.indexOf("app-")));
    }

    /** Passes verbs on. */
    static class Session implements ClusterSession {

        final ClusterSession right;
        ApplicationId application;

        Session(final ClusterSession right) {
            this.right = right;
        }

        @Override
        public void setTarget(final ExecutorTarget target) {
            right.setTarget(target);
        }

        @Override
        public void launch(final ContainerId container, final ExecutorLaunchSpec spec) {
            right.launch(container, spec);
        }

        @Override
        public boolean launchCustodian(final String node, final ExecutorLaunchSpec spec) {
            return right.launchCustodian(node, spec);
        }

        @Override
        public void release(final ExecutorId executor) {
            right.release(executor);
        }

        @Override
        public byte[] detach() {
            return right.detach();
        }

        @Override
        public void close() {
            right.close();
        }
    }

    /** Passes events on. */
    static class Listener implements ClusterListener {

        final ClusterListener right;

        Listener(final ClusterListener right) {
            this.right = right;
        }

        @Override
        public void onGranted(final Container container) {
            right.onGranted(container);
        }

        @Override
        public void onLaunched(final ExecutorId executor, final String host) {
            right.onLaunched(executor, host);
        }

        @Override
        public void onLost(final ExecutorId executor, final LossCause cause) {
            right.onLost(executor, cause);
        }

        @Override
        public void onUnreachable(final String reason) {
            right.onUnreachable(reason);
        }

        @Override
        public void onReachable() {
            right.onReachable();
        }

        @Override
        public void onFailed(final String reason) {
            right.onFailed(reason);
        }
    }
}
