package io.kindling.transport.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Decides what happens with a new connection, after its peer has proven its identity. */
@ConsumerType
@FunctionalInterface
public interface Acceptor {

    /**
     * Called on a transport thread; must not block.
     *
     * @return the handler of this connection, or null to close it
     */
    FrameHandler accept(Connection connection);
}
