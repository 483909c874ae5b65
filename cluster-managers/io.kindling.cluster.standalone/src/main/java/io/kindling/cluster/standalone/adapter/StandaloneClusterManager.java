package io.kindling.cluster.standalone.adapter;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterException;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterManagerProvider;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.standalone.command.Installation;
import io.kindling.cluster.standalone.join.ClusterUri;
import io.kindling.cluster.standalone.join.Credential;
import io.kindling.cluster.standalone.join.CredentialFiles;
import io.kindling.cluster.standalone.join.MasterAddress;
import io.kindling.cluster.standalone.join.MasterDialer;
import io.kindling.cluster.standalone.message.ClusterMessages;
import io.kindling.protocol.wire.WireFormat;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The cluster manager for a master and its workers. When it is stopped, open sessions are detached: no executor is touched. */
@ClusterManagerProvider("kindling")
@Component(service = ClusterManager.class, property = "kindling.cluster.manager=standalone")
public final class StandaloneClusterManager implements ClusterManager {

    private static final String SCHEME = "kindling://";
    private static final int SECRET_BYTES = 32;

    private final Transport transport;
    private final String runtimeVersion;
    private final WireFormat wire = new WireFormat(ClusterMessages.table());
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, StandaloneSession> sessions = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    @Activate
    public StandaloneClusterManager(final BundleContext context, @Reference(target = "(!(kindling.transport=local))") final Transport transport) {
        this(transport, Installation.of(context).version());
    }

    StandaloneClusterManager(final Transport transport, final String runtimeVersion) {
        this.transport = transport;
        this.runtimeVersion = runtimeVersion;
    }

    @Override
    public String name() {
        return "standalone";
    }

    @Override
    public String masterUrlForms() {
        return MasterAddress.FORM;
    }

    @Override
    public boolean accepts(final String masterUrl) {
        return masterUrl.startsWith(SCHEME);
    }

    @Override
    public ClusterSession open(final ApplicationDescription application, final ClusterListener listener) throws ClusterException {
        try {
            final MasterAddress master = MasterAddress.parse(application.masterUrl());
            final String file = AdapterKeys.CREDENTIALS.read(application.configuration());
            final Path credentials = file != null ? Path.of(file).toAbsolutePath()
                    : CredentialFiles.standard(Path.of(System.getProperty("user.home")), master);
            final byte[] secret = new byte[SECRET_BYTES];
            random.nextBytes(secret);
            return start(new SessionState(master, credentials, application.id().value(), application.name(), secret,
                    AdapterKeys.policy(application.configuration()), SessionState.Work.NONE), listener, false);
        } catch (final IllegalArgumentException e) {
            throw new ClusterException(e.getMessage(), e);
        }
    }

    @Override
    public ClusterSession attach(final byte[] detached, final ClusterListener listener) throws ClusterException {
        final SessionState state;
        try {
            state = SessionState.decode(wire, detached);
        } catch (final RuntimeException e) {
            throw new ClusterException("this is no session that the adapter for " + SCHEME + " has detached (" + detached.length + " bytes)", e);
        }
        return start(state, listener, true);
    }

    @Deactivate
    void deactivate() {
        stopped = true;
        sessions.values().forEach(StandaloneSession::letGo);
    }

    private ClusterSession start(final SessionState state, final ClusterListener listener, final boolean again) throws ClusterException {
        final MasterDialer dialer = new MasterDialer(transport, wire, state.master(), credential(state), ClusterUri.driver(state.application()), runtimeVersion);
        // While an application moves it has one with each of two masters.
        final String key = state.application() + " at " + state.master();
        final StandaloneSession session = new StandaloneSession(dialer, wire, state, listener, ended -> sessions.remove(key, ended));
        // The master would have the two take the application from each other without end.
        if (sessions.putIfAbsent(key, session) != null) {
            throw new ClusterException("application " + state.application() + " has a session with the master at " + state.master()
                    + " already; close or detach it first");
        }
        session.begin();
        if (stopped) {
            // Whoever stopped this may have looked before it was in.
            session.letGo();
            throw new ClusterException("the bundle of the cluster manager is being replaced; try again when it is back");
        }
        if (again) {
            session.reopen(dialer);
        } else {
            session.open(dialer);
        }
        return session;
    }

    private static Credential credential(final SessionState state) throws ClusterException {
        try {
            return Credential.read(state.credentials());
        } catch (final NoSuchFileException e) {
            throw new ClusterException("cannot join the cluster at " + state.master() + ": there is no credential file " + state.credentials()
                    + ". Start the master with `kindling master`; if it runs on another machine or as another user, copy its credential file here and"
                    + " name it with --credentials or " + AdapterKeys.CREDENTIALS.name(), e);
        } catch (final IOException e) {
            throw new ClusterException("cannot join the cluster at " + state.master() + ": " + e.getMessage(), e);
        }
    }
}
