package io.kindling.api.spi;

import io.kindling.api.KindlingException;
import io.kindling.api.RemoteOperation;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Lets far-away clients call operations of an application. A service; used by the driver. Thread-safe. */
@ConsumerType
public interface OperationServer {

    /**
     * Opens a port for clients that have the ticket, and writes the ticket to its file.
     *
     * @throws KindlingException if the port or the file cannot be had
     */
    Serving open(Setup setup);

    /**
     * How to serve.
     *
     * @param application   whose operations
     * @param host          the driver's, as clients reach it
     * @param bind          the address to listen at
     * @param configuration of the application, checked; the keys are the server's own
     */
    record Setup(String application, String host, String bind, Map<String, String> configuration) {
    }

    /** An application that serves. */
    interface Serving extends AutoCloseable {

        /**
         * From now on clients may call it.
         *
         * @throws KindlingException if the name is taken
         */
        void add(String name, RemoteOperation operation);

        /** The file that lets clients in: made for its owner alone, and deleted at the end. */
        Path ticket();

        /** Ends the calls that run, waiting a few seconds at the most, the port and the ticket. */
        @Override
        void close();
    }
}
