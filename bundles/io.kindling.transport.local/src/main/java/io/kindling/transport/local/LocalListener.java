package io.kindling.transport.local;

import io.kindling.transport.api.Acceptor;
import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.EnrolRequest;
import io.kindling.transport.api.EnrolmentRefusedException;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.ListenSpec;
import io.kindling.transport.api.Listener;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port of this JVM. */
final class LocalListener implements Listener {

    private static final Logger LOG = LoggerFactory.getLogger(LocalListener.class);
    private static final int CLOSE_SECONDS = 3;

    private final ListenSpec spec;
    private final int port;
    private final Acceptor acceptor;
    private final TransportThreads threads;
    private final Consumer<LocalListener> onClose;
    private final Set<LocalConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    LocalListener(final ListenSpec spec, final int port, final Acceptor acceptor, final TransportThreads threads,
                  final Consumer<LocalListener> onClose) {
        this.spec = spec;
        this.port = port;
        this.acceptor = acceptor;
        this.threads = threads;
        this.onClose = onClose;
    }

    @Override
    public int port() {
        return port;
    }

    /** Checks who connects and asks the acceptor; on a transport thread. */
    void connect(final ConnectSpec from, final FrameHandler handler, final CompletableFuture<LocalConnection> result) {
        final String address = from.host() + ":" + port;
        final LocalIdentity mine = LocalIdentity.of(spec.identity());
        final LocalIdentity theirs = LocalIdentity.of(from.identity());
        if (!mine.authority().isSame(theirs.authority())) {
            result.completeExceptionally(new IOException("Cannot connect to " + address + ": the listener does not accept "
                    + theirs.uri() + ", whose identity is of another authority"));
        } else if (!mine.uri().equals(from.expectedPeer())) {
            result.completeExceptionally(new IOException("Cannot connect to " + address + ": expected "
                    + from.expectedPeer() + " there, but it is " + mine.uri()));
        } else {
            accept(LocalConnection.pair(
                    new LocalConnection.Ends(theirs.uri(), from.role() + ":0", spec.host()), spec.limits(),
                    new LocalConnection.Ends(mine.uri(), address, from.host()), from.limits(), threads), handler, result);
        }
    }

    private void accept(final LocalConnection here, final FrameHandler handler,
                        final CompletableFuture<LocalConnection> result) {
        connections.add(here);
        here.finished().whenComplete((nothing, e) -> connections.remove(here));
        final String address = here.other().peerAddress();
        final FrameHandler accepted;
        try {
            accepted = closed ? null : acceptor.accept(here);
        } catch (final RuntimeException | Error e) {
            connections.remove(here);
            LOG.warn("The acceptor of {} failed for {}", spec.role(), here.peer(), e);
            result.completeExceptionally(new IOException("Cannot connect to " + address + ": the listener failed", e));
            return;
        }
        if (accepted == null) {
            connections.remove(here);
            result.completeExceptionally(
                    new IOException("Cannot connect to " + address + ": the listener does not accept " + here.peer()));
            return;
        }
        here.open(accepted);
        if (result.complete(here.other())) {
            here.other().open(handler);
        } else {
            here.close();
        }
        if (closed) {
            here.close();
        }
    }

    /** Checks the token; on a transport thread. */
    void enrol(final EnrolRequest request, final CompletableFuture<Identity> result) {
        final String address = request.host() + ":" + port;
        final LocalIdentity mine = LocalIdentity.of(spec.identity());
        final LocalAuthority authority = mine.authority();
        if (!authority.fingerprint().equals(request.authorityFingerprint())) {
            result.completeExceptionally(new IOException("Cannot enrol at " + address + ": the listener is not of the authority "
                    + request.authorityFingerprint() + " but of " + authority.fingerprint()));
            return;
        }
        if (!mine.uri().equals(request.expectedPeer())) {
            result.completeExceptionally(new IOException("Cannot enrol at " + address + ": expected "
                    + request.expectedPeer() + " there, but it is " + mine.uri()));
            return;
        }
        try {
            spec.enrolment().admit(request.subject(), request.token());
            result.complete(spec.authority().issue(request.subject()));
        } catch (final EnrolmentRefusedException e) {
            LOG.info("{} refused to enrol {}: {}", spec.role(), request.subject(), e.getMessage());
            result.completeExceptionally(new IOException(
                    "Cannot enrol at " + address + ": the listener refused the token for " + request.subject()));
        } catch (final RuntimeException | Error e) {
            LOG.warn("The enrolment of {} failed for {}", spec.role(), request.subject(), e);
            result.completeExceptionally(new IOException("Cannot enrol at " + address + ": the listener failed"));
        }
    }

    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
        final LocalConnection[] open = connections.toArray(LocalConnection[]::new);
        for (final LocalConnection connection : open) {
            connection.close();
        }
        if (!TransportThreads.isCurrent()) {
            await(open);
        }
    }

    private void await(final LocalConnection[] open) {
        final CompletableFuture<?>[] ends = new CompletableFuture<?>[open.length];
        for (int i = 0; i < open.length; i++) {
            ends[i] = open[i].finished();
        }
        try {
            CompletableFuture.allOf(ends).get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final TimeoutException | ExecutionException e) {
            LOG.warn("Connections of {} at {}:{} did not end within {} s", spec.role(), spec.host(), port, CLOSE_SECONDS, e);
        }
    }
}
