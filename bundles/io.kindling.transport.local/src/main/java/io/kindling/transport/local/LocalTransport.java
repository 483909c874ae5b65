package io.kindling.transport.local;

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
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The transport inside one JVM. Ports are numbers of this component, counted from 1; host names are for messages
 * only. Identities are checked as elsewhere, and they do not expire.
 */
@Component(property = {Transport.NAME + "=local", "service.ranking:Integer=0"})
public final class LocalTransport implements Transport {

    private final Map<Integer, LocalListener> listeners = new ConcurrentHashMap<>();
    private final AtomicInteger lastPort = new AtomicInteger();
    private final TransportThreads threads = new TransportThreads();
    private final SecureRandom random = new SecureRandom();

    /** Starts without anything; threads come with the first connection. */
    @Activate
    public LocalTransport() {
    }

    /** Closes every listener and connection; takes a few seconds at the most. */
    @Deactivate
    void stop() {
        for (final LocalListener listener : List.copyOf(listeners.values())) {
            listener.close();
        }
        threads.stop();
    }

    @Override
    public Authority createAuthority(final String name, final Duration validity) {
        return LocalAuthority.create(random);
    }

    @Override
    public Authority loadAuthority(final byte[] saved) {
        return LocalAuthority.load(saved);
    }

    @Override
    public Identity enrol(final EnrolRequest request, final Duration timeout) throws IOException {
        final String action = "Cannot enrol at " + request.host() + ":" + request.port();
        final LocalListener listener = find(request.port(), action);
        final CompletableFuture<Identity> result = new CompletableFuture<>();
        run(action, () -> listener.enrol(request, result));
        return await(result, timeout, action);
    }

    @Override
    public Listener listen(final ListenSpec spec, final Acceptor acceptor) throws IOException {
        final LocalIdentity identity = LocalIdentity.of(spec.identity());
        if (spec.authority() != null && !identity.authority().isSame(LocalAuthority.of(spec.authority()))) {
            throw new IllegalArgumentException("The identity " + identity.uri() + " is not of the authority of its listener");
        }
        while (true) {
            final int port = spec.port() == 0 ? lastPort.incrementAndGet() : spec.port();
            final LocalListener listener = new LocalListener(spec, port, acceptor, threads, this::closed);
            if (listeners.putIfAbsent(port, listener) == null) {
                threads.expectMore(true);
                return listener;
            }
            if (spec.port() != 0) {
                throw new IOException("Cannot listen at " + spec.host() + ":" + port + " as " + spec.role()
                        + ": the port is already in use in this JVM");
            }
        }
    }

    @Override
    public Connection connect(final ConnectSpec spec, final FrameHandler handler) throws IOException {
        LocalIdentity.of(spec.identity());
        final String action = "Cannot connect to " + spec.host() + ":" + spec.port();
        final LocalListener listener = find(spec.port(), action);
        final CompletableFuture<LocalConnection> result = new CompletableFuture<>();
        run(action, () -> listener.connect(spec, handler, result));
        return await(result, spec.timeout(), action);
    }

    private void closed(final LocalListener listener) {
        listeners.remove(listener.port(), listener);
        if (listeners.isEmpty()) {
            threads.expectMore(false);
            // Another may have come between the question and its answer.
            threads.expectMore(!listeners.isEmpty());
        }
    }

    private LocalListener find(final int port, final String action) throws IOException {
        if (TransportThreads.isCurrent()) {
            throw new IllegalStateException(action + " from a transport thread, because it waits");
        }
        final LocalListener listener = listeners.get(port);
        if (listener == null) {
            throw new IOException(action + ": nobody listens at this port in this JVM");
        }
        return listener;
    }

    private void run(final String action, final Runnable task) throws IOException {
        if (!threads.execute(task)) {
            throw new IOException(action + ": the local transport has stopped");
        }
    }

    private static <T> T await(final CompletableFuture<T> result, final Duration timeout, final String action)
            throws IOException {
        try {
            return result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (final ExecutionException e) {
            // A fresh one, so that the trace shows who asked.
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (final TimeoutException e) {
            final IOException late = new IOException(action + ": no answer within " + timeout.toMillis() + " ms", e);
            if (result.completeExceptionally(late)) {
                throw late;
            }
            return outcome(result);
        } catch (final InterruptedException e) {
            result.completeExceptionally(e);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(action + ": interrupted");
        }
    }

    private static <T> T outcome(final CompletableFuture<T> result) throws IOException {
        try {
            return result.join();
        } catch (final CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }
}
