package io.kindling.transport.api;

import static java.util.Objects.requireNonNull;

/**
 * What is needed to get an identity.
 *
 * @param host                 where the listener is
 * @param port                 its port
 * @param authorityFingerprint the authority that the listener must belong to, see {@link Authority#fingerprint()}
 * @param expectedPeer         the URI that the listener must prove before it gets the token: not everybody of that
 *                             authority may have it
 * @param subject              the URI that is asked for
 * @param token                the proof of the right to it, at most 1 KiB
 */
public record EnrolRequest(String host, int port, String authorityFingerprint, String expectedPeer, String subject, byte[] token) {

    public EnrolRequest {
        requireNonNull(expectedPeer, "expectedPeer is null");
    }

    @Override
    public String toString() {
        return "EnrolRequest[" + subject + " at " + host + ":" + port + "]";
    }
}
