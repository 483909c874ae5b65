package io.kindling.transport.api;

import org.osgi.annotation.versioning.ProviderType;

/** Signs identities: the certificate authority of a cluster or of one application. Thread-safe. */
@ProviderType
public interface Authority {

    /** What pins this authority: the lower-case hex SHA-256 of its certificate. */
    String fingerprint();

    /** Makes an identity with a fresh key, e.g. for {@code kindling://app/ID/driver}. */
    Identity issue(String uri);

    /** The authority with its private key, to be kept in a file that only its owner can read. */
    byte[] save();
}
