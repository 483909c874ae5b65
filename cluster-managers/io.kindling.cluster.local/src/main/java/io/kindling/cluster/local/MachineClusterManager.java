package io.kindling.cluster.local;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterManagerProvider;
import io.kindling.cluster.api.ClusterSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The cluster manager for {@code local-cluster[...]}: real master and worker processes on this machine for one
 * application, used through the adapter for standalone clusters. When it is stopped, they go on.
 */
@ClusterManagerProvider("local-cluster")
@Component(service = ClusterManager.class, property = "kindling.cluster.manager=local-cluster")
public final class MachineClusterManager implements ClusterManager {

    private static final String HOME = "kindling.home";
    private static final String CREDENTIALS = "kindling.credentials.file";

    private final BiFunction<String, ProcessBuilder, Process> children;
    private final ClusterManager standalone;
    private final Path home;
    private final Set<MachineSession> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    @Activate
    public MachineClusterManager(final BundleContext context,
                                 @Reference(target = "(kindling.service=child-processes)") final BiFunction<String, ProcessBuilder, Process> children,
                                 @Reference(target = "(kindling.cluster.manager=standalone)") final ClusterManager standalone) {
        this(children, standalone, context.getProperty(HOME) == null ? null : Path.of(context.getProperty(HOME)));
    }

    MachineClusterManager(final BiFunction<String, ProcessBuilder, Process> children, final ClusterManager standalone, final Path home) {
        this.children = children;
        this.standalone = standalone;
        this.home = home;
    }

    @Override
    public String name() {
        return "local-cluster";
    }

    @Override
    public String masterUrlForms() {
        return LocalClusterUrl.FORM;
    }

    @Override
    public boolean accepts(final String masterUrl) {
        return masterUrl.startsWith(LocalClusterUrl.PREFIX);
    }

    @Override
    public ClusterSession open(final ApplicationDescription application, final ClusterListener listener) throws ClusterException {
        final LocalClusterUrl url = LocalClusterUrl.parse(application.masterUrl());
        if (home == null) {
            throw new ClusterException(application.masterUrl() + " starts processes and does not know where Kindling is installed:"
                    + " set the framework property " + HOME + " to its directory, or use local[N], which needs none");
        }
        final Daemons daemons = new Daemons(children, application.id().value(), url.workers(), temporaryDirectory());
        final String master = daemons.start(home, url);
        final Map<String, String> configuration = new HashMap<>(application.configuration());
        configuration.put(CREDENTIALS, daemons.credential().toString());
        try {
            final ClusterSession inner = standalone.open(new ApplicationDescription(application.id(), application.name(), master, configuration), listener);
            return track(MachineSession::close, new MachineSession(inner, daemons, application.id().value(), sessions::remove, profile -> {
                // No worker will ever come beside those of the URL: waiting would be in vain.
                final String misfit = url.misfit(profile);
                if (misfit != null) {
                    listener.onFailed(misfit);
                }
            }));
        } catch (final ClusterException | RuntimeException e) {
            daemons.end();
            throw e;
        }
    }

    @Override
    public ClusterSession attach(final byte[] detached, final ClusterListener listener) throws ClusterException {
        final MachineState state = MachineState.decode(detached);
        final Daemons daemons = new Daemons(children, state.application(), state.workers(), Path.of(state.directory()));
        return track(MachineSession::detach, new MachineSession(standalone.attach(state.inner(), listener), daemons, state.application(), sessions::remove, profile -> { }));
    }

    @Deactivate
    void deactivate() {
        stopped = true;
        sessions.forEach(MachineSession::detach);
    }

    /** @param end how it is ended if nobody will stop it any more: whoever stopped this may have looked before it was in */
    private MachineSession track(final Consumer<MachineSession> end, final MachineSession session) throws ClusterException {
        sessions.add(session);
        if (stopped) {
            end.accept(session);
            throw new ClusterException("the bundle of the cluster manager is being replaced; try again when it is back");
        }
        return session;
    }

    /** For its owner alone, as temporary directories are. */
    private static Path temporaryDirectory() throws ClusterException {
        try {
            return Files.createTempDirectory("kindling-local-cluster-");
        } catch (final IOException e) {
            throw new ClusterException("cannot make a directory for the local cluster: " + e.getMessage() + "; set java.io.tmpdir to a place that can be written", e);
        }
    }
}
