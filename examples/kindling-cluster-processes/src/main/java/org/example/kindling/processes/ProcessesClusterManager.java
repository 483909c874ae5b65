package org.example.kindling.processes;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterManagerProvider;
import io.kindling.cluster.api.ClusterSession;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The cluster manager for {@code processes://...}. When it is stopped, open sessions are detached and executors go on. */
@ClusterManagerProvider("processes")
@Component(service = ClusterManager.class, property = "kindling.cluster.manager=processes")
public final class ProcessesClusterManager implements ClusterManager {

    private static final String HOME = "kindling.home";

    private final BiFunction<String, ProcessBuilder, Process> children;
    private final String home;
    private final ConcurrentMap<String, ProcessesSession> sessions = new ConcurrentHashMap<>();

    /** @param children keeps processes while this bundle is replaced, under the names that it gives them */
    @Activate
    public ProcessesClusterManager(final BundleContext context,
                                   @Reference(target = "(kindling.service=child-processes)") final BiFunction<String, ProcessBuilder, Process> children) {
        this(children, context.getProperty(HOME));
    }

    ProcessesClusterManager(final BiFunction<String, ProcessBuilder, Process> children, final String home) {
        this.children = children;
        this.home = home;
    }

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public String masterUrlForms() {
        return ProcessesUrl.FORMS;
    }

    @Override
    public boolean accepts(final String masterUrl) {
        return masterUrl.startsWith(ProcessesUrl.SCHEME);
    }

    @Override
    public ClusterSession open(final ApplicationDescription application, final ClusterListener listener) throws ClusterException {
        final ProcessesUrl url = ProcessesUrl.parse(application.masterUrl());
        final String configured = ProcessesKeys.HOME.read(application.configuration());
        final String used = configured == null ? home : configured;
        if (used == null) {
            throw new ClusterException(application.masterUrl() + " starts processes of Kindling and does not know where it is installed: set "
                    + ProcessesKeys.HOME.name() + " to its directory");
        }
        try {
            final String directory = Files.createTempDirectory("kindling-processes-").toString();
            return start(new ProcessesState(application.id().value(), url, used, ProcessesKeys.SSH.read(application.configuration()), directory), listener);
        } catch (final IOException e) {
            throw new ClusterException("cannot make a directory for the output of executors: " + e.getMessage() + "; set java.io.tmpdir to a place that can be written", e);
        }
    }

    @Override
    public ClusterSession attach(final byte[] detached, final ClusterListener listener) throws ClusterException {
        return start(ProcessesState.decode(detached), listener);
    }

    @Deactivate
    void deactivate() {
        sessions.values().forEach(ProcessesSession::detach);
    }

    private ClusterSession start(final ProcessesState state, final ClusterListener listener) throws ClusterException {
        final ProcessesSession session = new ProcessesSession(state, new Executors(state, children), listener, ended -> sessions.remove(state.application(), ended));
        if (sessions.putIfAbsent(state.application(), session) != null) {
            throw new ClusterException("application " + state.application() + " has a session already; close or detach it first");
        }
        return session.start();
    }
}
