package io.kindling.transport.api;

import org.osgi.annotation.versioning.ProviderType;

/** An open port. */
@ProviderType
public interface Listener extends AutoCloseable {

    /** The port, also if any was asked for. */
    int port();

    /** Closes the port and every connection that came through it; waits for it a few seconds at the most. */
    @Override
    void close();
}
