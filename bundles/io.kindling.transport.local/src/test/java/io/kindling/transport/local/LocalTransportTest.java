package io.kindling.transport.local;

import static org.junit.Assert.assertEquals;

import io.kindling.transport.api.Listener;
import io.kindling.transport.api.Transport;
import io.kindling.transport.api.contract.Recorder;
import io.kindling.transport.api.contract.TransportContractTest;
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
}
