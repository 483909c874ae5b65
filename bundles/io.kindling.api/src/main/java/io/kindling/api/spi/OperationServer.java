package io.kindling.api.spi;

import io.kindling.api.KindlingException;
import io.kindling.api.RemoteOperation;
import java.nio.file.Path;
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
     * @param application whose operations
     * @param host        the driver's, as clients reach it
     * @param bind        the address to listen at
     * @param port        the port, 0 for any
     * @param threads     how many calls run at once
     * @param ticket      the file; made for its owner alone, with its directories, and deleted at the end
     */
    record Setup(String application, String host, String bind, int port, int threads, Path ticket) {
    }

    /** An application that serves. */
    interface Serving extends AutoCloseable {

        /**
         * From now on clients may call it.
         *
         * @throws KindlingException if the name is taken
         */
        void add(String name, RemoteOperation operation);

        /** Ends the calls that run, waiting a few seconds at the most, the port and the ticket. */
        @Override
        void close();
    }
}
