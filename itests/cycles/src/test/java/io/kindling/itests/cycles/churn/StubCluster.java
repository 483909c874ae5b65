package io.kindling.itests.cycles.churn;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A cluster manager of a scheme of its own that lets another do the work; it detaches what is open when it goes. */
final class StubCluster implements ClusterManager {

    static final String URL = "stub";

    private final ClusterManager local;
    private final Set<ClusterSession> sessions = ConcurrentHashMap.newKeySet();

    StubCluster(final ClusterManager local) {
        this.local = local;
    }

    @Override
    public String name() {
        return URL;
    }

    @Override
    public String masterUrlForms() {
        return URL;
    }

    @Override
    public boolean accepts(final String masterUrl) {
        return masterUrl.equals(URL);
    }

    @Override
    public ClusterSession open(final ApplicationDescription application, final ClusterListener listener) throws ClusterException {
        return keep(local.open(new ApplicationDescription(application.id(), application.name(), "local[1]", application.configuration()), listener));
    }

    @Override
    public ClusterSession attach(final byte[] detached, final ClusterListener listener) throws ClusterException {
        return keep(local.attach(detached, listener));
    }

    /** As an adapter does when its bundle stops. */
    void detach() {
        sessions.forEach(ClusterSession::detach);
    }

    private ClusterSession keep(final ClusterSession session) {
        sessions.add(session);
        return session;
    }
}
