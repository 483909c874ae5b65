package io.kindling.transport.local;

import static org.junit.Assert.assertEquals;

import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.Enrolment;
import io.kindling.transport.api.ListenSpec;
import io.kindling.transport.api.Listener;
import io.kindling.transport.api.Transport;
import io.kindling.transport.api.contract.Recorder;
import io.kindling.transport.api.contract.TransportContractTest;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;

public class LocalTransportTest extends TransportContractTest {

    @Override
    protected Transport createTransport() {
        return new LocalTransport();
    }

    @Override
    protected void destroyTransport(final Transport made) {
        ((LocalTransport) made).stop();
    }

    @Test
    public void shouldCountPortsFromOne() throws Exception {
        try (Listener first = listen(new Recorder()); Listener second = listen(new Recorder())) {
            assertEquals(1, first.port());
            assertEquals(2, second.port());
        }
    }

    @Test
    public void shouldTellBothEndsWhenTheTransportStops() throws Exception {
        final Recorder server = new Recorder();
        final Recorder client = new Recorder();
        connect(listen(server), client);
        destroyTransport(transport);
        server.awaitClosed();
        client.awaitClosed();
    }

    /** Whoever connects may stop the transport before the thread that has connected him goes on. */
    @Test
    public void shouldTellAnEndThatIsOpenedAsTheTransportStops() throws Exception {
        final Recorder server = new Recorder();
        final Recorder client = new Recorder();
        final TransportThreads threads = new TransportThreads();
        final LocalListener listener = new LocalListener(new ListenSpec("driver", HOST, 1, authority.issue(DRIVER), null, Enrolment.NONE, LIMITS),
                1, connection -> server, threads, closed -> { });
        final CompletableFuture<LocalConnection> result = new CompletableFuture<>();
        result.thenRun(() -> {
            listener.close();
            threads.stop();
        });

        threads.execute(() -> listener.connect(new ConnectSpec("executor", HOST, 1, authority.issue(EXECUTOR), DRIVER, LIMITS, LIMIT), client, result));

        server.awaitClosed();
        client.awaitClosed();
    }
}
