package io.kindling.transport.netty;

import io.kindling.transport.api.Acceptor;
import io.kindling.transport.api.Authority;
import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.EnrolRequest;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.ListenSpec;
import io.kindling.transport.api.Listener;
import io.kindling.transport.api.Transport;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The transport between processes: TLS 1.3, both sides with a certificate of one authority. */
@Component(property = {Transport.NAME + "=netty", "service.ranking:Integer=100"})
public final class NettyTransport implements Transport {

    /** How much may be encrypted ahead of the socket. */
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    private final EventLoops loops = new EventLoops();
    private final Set<NettyListener> listeners = ConcurrentHashMap.newKeySet();
    private final OpenConnections connections = new OpenConnections(loops);
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;

    /** Starts; threads come with the first port or connection. */
    @Activate
    public NettyTransport() {
        this(InstantSource.system());
    }

    /** For tests, which choose what time certificates see. */
    NettyTransport(final InstantSource clock) {
        this.clock = clock;
    }

    /** Closes every listener and connection and ends the threads; takes a few seconds at the most. */
    @Deactivate
    void stop() {
        for (final NettyListener listener : List.copyOf(listeners)) {
            listener.close();
        }
        connections.close(STOP_LIMIT);
        loops.stop();
    }

    @Override
    public Authority createAuthority(final String name, final Duration validity) {
        return CertificateAuthority.create(name, validity, random, clock);
    }

    @Override
    public Authority loadAuthority(final byte[] saved) {
        return AuthorityFile.read(saved, random, clock);
    }

    @Override
    public Identity enrol(final EnrolRequest request, final Duration timeout) throws IOException {
        final Attempt attempt = new Attempt("enrol at", request.host(), request.port(), timeout, loops);
        if (request.token().length > EnrolmentFrame.LONGEST_TOKEN) {
            throw new IllegalArgumentException("The token has " + request.token().length
                    + " bytes; the limit is " + EnrolmentFrame.LONGEST_TOKEN);
        }
        CertificateAuthority.checkedUri(request.subject());
        final AuthorityCheck check = AuthorityCheck.of(request.authorityFingerprint(), clock);
        final KeyPair key = CertificateAuthority.newKey(random);
        final CompletableFuture<CertifiedIdentity> result = new CompletableFuture<>();
        return attempt.run(new Tls(null, check, request.expectedPeer(), random), () -> new EnrolmentClient(request, key, check, result), result);
    }

    @Override
    public Listener listen(final ListenSpec spec, final Acceptor acceptor) throws IOException {
        final CertifiedIdentity identity = CertifiedIdentity.of(spec.identity());
        if (spec.authority() != null
                && !(spec.authority() instanceof CertificateAuthority authority && authority.certificate().equals(identity.authority()))) {
            throw new IllegalArgumentException("The identity " + identity.uri() + " is not of the authority of its listener");
        }
        if (loops.group().isShuttingDown()) {
            throw new IOException("Cannot listen at " + spec.host() + ":" + spec.port() + ": the netty transport has stopped");
        }
        final Tls tls = new Tls(identity, AuthorityCheck.of(identity.authority(), clock), null, random);
        try {
            final NettyListener listener = new NettyListener(spec, address(spec), acceptor, tls, loops, listeners::remove);
            listeners.add(listener);
            return listener;
        } finally {
            EventLoops.leaveNothing();
        }
    }

    private static InetSocketAddress address(final ListenSpec spec) throws IOException {
        try {
            return new InetSocketAddress(InetAddress.getByName(spec.host()), spec.port());
        } catch (final UnknownHostException e) {
            throw new IOException("Cannot listen at " + spec.host() + ":" + spec.port() + " as " + spec.role() + ": "
                    + PlainWords.reason(e), e);
        }
    }

    @Override
    public Connection connect(final ConnectSpec spec, final FrameHandler handler) throws IOException {
        final CertifiedIdentity identity = CertifiedIdentity.of(spec.identity());
        final Attempt attempt = new Attempt("connect to", spec.host(), spec.port(), spec.timeout(), loops);
        final Tls tls = new Tls(identity, AuthorityCheck.of(identity.authority(), clock), spec.expectedPeer(), random);
        final CompletableFuture<NettyConnection> result = new CompletableFuture<>();
        final NettyConnection connection =
                attempt.run(tls, () -> new ListenerAuthentication(spec, tls, handler, result), result);
        connections.add(connection);
        return connection;
    }
}
