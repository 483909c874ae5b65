package io.kindling.transport.netty;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.Listener;
import io.kindling.transport.api.Transport;
import io.kindling.transport.api.contract.Recorder;
import io.kindling.transport.api.contract.TransportContractTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;

public class NettyTransportTest extends TransportContractTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    @Override
    protected Transport createTransport() {
        return new NettyTransport(now::get);
    }

    @Override
    protected void destroyTransport(final Transport made) {
        ((NettyTransport) made).stop();
    }

    private Connection connect(final Listener listener, final Identity identity) throws IOException {
        return transport.connect(
                new ConnectSpec("executor", HOST, listener.port(), identity, DRIVER, LIMITS, LIMIT), new Recorder());
    }

    @Test
    public void shouldRefuseAnIdentityWhoseTimeIsOver() throws Exception {
        final Identity identity = authority.issue(EXECUTOR);
        try (Listener listener = listen(new Recorder())) {
            now.set(now.get().plus(Duration.ofDays(1)).plus(Duration.ofMinutes(4)));
            assertNotNull(connect(listener, identity));
            now.set(now.get().plus(Duration.ofMinutes(2)));
            final IOException e = assertThrows(IOException.class, () -> connect(listener, identity));
            assertTrue(e.getMessage(), e.getMessage().contains("valid"));
        }
    }

    @Test
    public void shouldSayInPlainWordsThatNobodyListens() throws Exception {
        final Listener listener = listen(new Recorder());
        listener.close();
        final IOException e = assertThrows(IOException.class, () -> connect(listener, authority.issue(EXECUTOR)));
        assertEquals("Cannot connect to 127.0.0.1:" + listener.port() + ": connection refused", e.getMessage());
    }

    @Test
    public void shouldTellBothSidesAndEndItsThreadsWhenItStops() throws Exception {
        final Recorder server = new Recorder();
        final Recorder client = new Recorder();
        final Connection connection = connect(listen(server), client);
        destroyTransport(transport);
        server.awaitClosed();
        client.awaitClosed();
        assertFalse(connection.send(1, new byte[1]));
        assertThrows(IOException.class, () -> listen(new Recorder()));
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.isAlive() && thread.getName().startsWith("kindling-netty-")));
    }

    @Test
    public void shouldNotAllowToWaitOnATransportThread() throws Exception {
        final AtomicReference<Throwable> thrown = new AtomicReference<>();
        final Identity identity = authority.issue(EXECUTOR);
        final AtomicReference<Listener> listener = new AtomicReference<>();
        final Recorder server = new Recorder((connection, frame) ->
                thrown.set(assertThrows(IllegalStateException.class, () -> connect(listener.get(), identity))));
        listener.set(listen(server));
        connect(listener.get(), identity).send(1, new byte[1]);
        server.frame();
        assertNotNull(thrown.get());
        listener.get().close();
    }
}
