package io.kindling.cluster.local;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterManagerProvider;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.common.ExecutorEntry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The cluster manager for {@code local[N]}: one executor with N slots in this JVM. When it is stopped, executors go on. */
@ClusterManagerProvider("local")
@Component(service = ClusterManager.class, property = "kindling.cluster.manager=local")
public final class LocalClusterManager implements ClusterManager {

    private final ExecutorEntry executors;
    private final ConcurrentMap<String, LocalSession> sessions = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    @Activate
    public LocalClusterManager(@Reference final ExecutorEntry executors) {
        this.executors = executors;
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public String masterUrlForms() {
        return LocalUrl.FORMS;
    }

    @Override
    public boolean accepts(final String masterUrl) {
        return LocalUrl.accepts(masterUrl);
    }

    @Override
    public Map<String, String> settingsOf(final String masterUrl) {
        return LocalUrl.settings(masterUrl);
    }

    @Override
    public ClusterSession open(final ApplicationDescription application, final ClusterListener listener) throws ClusterException {
        final int slots = LocalUrl.slots(application.masterUrl(), Runtime.getRuntime().availableProcessors());
        return start(LocalState.fresh(application.id().value(), slots), listener);
    }

    @Override
    public ClusterSession attach(final byte[] detached, final ClusterListener listener) throws ClusterException {
        return start(LocalState.decode(detached), listener);
    }

    @Deactivate
    void deactivate() {
        stopped = true;
        sessions.values().forEach(LocalSession::detach);
    }

    private ClusterSession start(final LocalState state, final ClusterListener listener) throws ClusterException {
        final LocalSession session = new LocalSession(state, executors, listener, ended -> sessions.remove(state.application(), ended));
        if (sessions.putIfAbsent(state.application(), session) != null) {
            throw new ClusterException("application " + state.application() + " has a session in this JVM already; close or detach it first");
        }
        session.start();
        if (stopped) {
            // Whoever stopped this may have looked before it was in.
            session.detach();
            throw new ClusterException("the bundle of the cluster manager is being replaced; try again when it is back");
        }
        return session;
    }
}
