package io.kindling.itests;

import io.kindling.transport.api.Acceptor;
import io.kindling.transport.api.Authority;
import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.EnrolRequest;
import io.kindling.transport.api.EnrolmentRefusedException;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.ListenSpec;
import io.kindling.transport.api.Listener;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A transport that somebody else has written: within one JVM, as plain as it can be. Counts what it carries. */
final class TestTransport implements Transport {

    private final Map<Integer, OpenPort> ports = new ConcurrentHashMap<>();
    private final AtomicInteger lastPort = new AtomicInteger();
    private final AtomicInteger framesCarried = new AtomicInteger();

    int framesCarried() {
        return framesCarried.get();
    }

    @Override
    public Authority createAuthority(final String name, final Duration validity) {
        return new TestAuthority(name);
    }

    @Override
    public Authority loadAuthority(final byte[] saved) {
        return new TestAuthority(new String(saved, StandardCharsets.UTF_8));
    }

    @Override
    public Identity enrol(final EnrolRequest request, final Duration timeout) throws IOException {
        final OpenPort port = port(request.port());
        if (!port.spec.authority().fingerprint().equals(request.authorityFingerprint())) {
            throw new IOException("port " + request.port() + " has another authority");
        }
        try {
            port.spec.enrolment().admit(request.subject(), request.token());
        } catch (final EnrolmentRefusedException e) {
            throw new IOException("refused", e);
        }
        return port.spec.authority().issue(request.subject());
    }

    @Override
    public Listener listen(final ListenSpec spec, final Acceptor acceptor) {
        final OpenPort port = new OpenPort(spec.port() == 0 ? lastPort.incrementAndGet() : spec.port(), spec, acceptor);
        ports.put(port.number, port);
        return port;
    }

    @Override
    public Connection connect(final ConnectSpec spec, final FrameHandler handler) throws IOException {
        final OpenPort port = port(spec.port());
        if (!port.spec.identity().uri().equals(spec.expectedPeer())) {
            throw new IOException(spec.expectedPeer() + " expected, not " + port.spec.identity().uri());
        }
        final TestConnection client = new TestConnection(spec.expectedPeer(), framesCarried);
        final TestConnection server = new TestConnection(spec.identity().uri(), framesCarried);
        client.join(server);
        server.join(client);
        final FrameHandler accepted = port.acceptor.accept(server);
        if (accepted == null) {
            throw new IOException("not accepted");
        }
        server.handle(accepted);
        client.handle(handler);
        return client;
    }

    private OpenPort port(final int number) throws IOException {
        final OpenPort port = ports.get(number);
        if (port == null) {
            throw new IOException("nothing listens on port " + number);
        }
        return port;
    }

    private record TestIdentity(String uri) implements Identity {
    }

    private record TestAuthority(String name) implements Authority {

        @Override
        public String fingerprint() {
            return "authority of " + name;
        }

        @Override
        public Identity issue(final String uri) {
            return new TestIdentity(uri);
        }

        @Override
        public byte[] save() {
            return name.getBytes(StandardCharsets.UTF_8);
        }
    }

    private final class OpenPort implements Listener {

        private final int number;
        private final ListenSpec spec;
        private final Acceptor acceptor;

        OpenPort(final int number, final ListenSpec spec, final Acceptor acceptor) {
            this.number = number;
            this.spec = spec;
            this.acceptor = acceptor;
        }

        @Override
        public int port() {
            return number;
        }

        @Override
        public void close() {
            ports.remove(number);
        }
    }
}
