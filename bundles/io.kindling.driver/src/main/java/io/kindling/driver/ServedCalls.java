package io.kindling.driver;

import io.kindling.api.KindlingException;
import io.kindling.api.RemoteOperation;
import io.kindling.api.spi.OperationServer;
import java.nio.file.Path;

/** What one application serves to clients; nothing is opened before it serves its first operation. Thread-safe. */
final class ServedCalls implements AutoCloseable {

    private final ServiceBoard services;
    private final OperationServer.Setup setup;
    private OperationServer.Serving serving; // this object's lock guards it
    private boolean closed;

    ServedCalls(final ServiceBoard services, final OperationServer.Setup setup) {
        this.services = services;
        this.setup = setup;
    }

    /** @return the ticket of clients */
    synchronized Path serve(final String name, final RemoteOperation operation) {
        if (closed) {
            throw new KindlingException("The context has been closed: it serves nobody any more");
        }
        if (serving == null) {
            serving = services.operationServer().open(setup);
        }
        serving.add(name, operation);
        return serving.ticket();
    }

    /** Ends what runs for clients. */
    @Override
    public void close() {
        final OperationServer.Serving last;
        synchronized (this) {
            closed = true;
            last = serving;
            serving = null;
        }
        if (last != null) {
            last.close();
        }
    }
}
