package io.kindling.transport.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How to connect.
 *
 * @param role         what connects, for thread names and messages
 * @param host         where to
 * @param port         its port
 * @param identity     who connects
 * @param expectedPeer the URI that the listener must prove
 * @param limits       the longest frame by type that the peer may send
 * @param timeout      for reaching the peer and proving the identities together
 */
public record ConnectSpec(String role, String host, int port, Identity identity, String expectedPeer,
                          FrameLimits limits, Duration timeout) {

    public ConnectSpec {
        requireNonNull(identity, "identity is null");
        requireNonNull(expectedPeer, "expectedPeer is null");
        requireNonNull(limits, "limits is null");
        requireNonNull(timeout, "timeout is null");
    }
}
