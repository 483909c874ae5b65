package io.kindling.transport.api;

import org.osgi.annotation.versioning.ProviderType;

/** A private key and the proof of whose it is. Opaque outside the transport that made it; never leaves its process. */
@ProviderType
public interface Identity {

    /** Whose identity this is, e.g. {@code kindling://app/ID/executor/3}. */
    String uri();
}
