package io.kindling.transport.api;

/**
 * What is needed to get an identity.
 *
 * @param host                 where the listener is
 * @param port                 its port
 * @param authorityFingerprint the authority that the listener must belong to, see {@link Authority#fingerprint()}
 * @param subject              the URI that is asked for
 * @param token                the proof of the right to it, at most 1 KiB
 */
public record EnrolRequest(String host, int port, String authorityFingerprint, String subject, byte[] token) {

    @Override
    public String toString() {
        return "EnrolRequest[" + subject + " at " + host + ":" + port + "]";
    }
}
