package io.kindling.transport.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives what a peer sends. Called on a transport thread, one call at a time for a connection; must not block.
 * Replies to {@link Connection#request} do not come here.
 */
@ConsumerType
public interface FrameHandler {

    /** A message or a request ({@code correlation} not zero) has come. What is thrown here closes the connection. */
    void onFrame(Connection connection, Frame frame);

    /**
     * The connection has ended; called once.
     *
     * @param cause why, or null if either side closed it in order
     */
    default void onClosed(final Connection connection, final Throwable cause) {
    }

    /** The connection takes data again after {@link Connection#isWritable()} was false. */
    default void onWritable(final Connection connection) {
    }
}
