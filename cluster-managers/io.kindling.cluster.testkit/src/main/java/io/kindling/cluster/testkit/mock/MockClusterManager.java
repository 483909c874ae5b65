package io.kindling.cluster.testkit.mock;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The adapter for a {@link MockCluster}: {@code mock://NAME}, with any name. It starts no thread. */
public final class MockClusterManager implements ClusterManager, AutoCloseable {

    private static final String SCHEME = "mock://";

    private final MockCluster cluster;
    private final Set<MockSession> sessions = ConcurrentHashMap.newKeySet();

    /** @param cluster survives this manager; the next one is given the same */
    public MockClusterManager(final MockCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "mock";
    }

    @Override
    public String masterUrlForms() {
        return "mock://NAME";
    }

    @Override
    public boolean accepts(final String masterUrl) {
        return masterUrl.startsWith(SCHEME);
    }

    @Override
    public ClusterSession open(final ApplicationDescription application, final ClusterListener listener) throws ClusterException {
        if (application.masterUrl().length() == SCHEME.length()) {
            throw new ClusterException("the master URL '" + application.masterUrl() + "' has no name: write " + masterUrlForms());
        }
        return started(cluster.open(application.id(), listener), application.id() + " is there already; close it, or attach to it");
    }

    @Override
    public ClusterSession attach(final byte[] detached, final ClusterListener listener) throws ClusterException {
        final String application = MockState.decode(detached);
        return started(cluster.attach(application, listener), application + " is not detached: it was never opened, is closed, or is attached already");
    }

    /** As its component would be stopped: open sessions are detached, executors go on. */
    @Override
    public void close() {
        sessions.forEach(MockSession::detach);
    }

    private ClusterSession started(final MockCluster.Claim claim, final String refusal) throws ClusterException {
        if (claim == null) {
            throw new ClusterException("the mock cluster refuses: " + refusal);
        }
        final MockSession session = new MockSession(claim, sessions::remove);
        sessions.add(session);
        return session;
    }
}
