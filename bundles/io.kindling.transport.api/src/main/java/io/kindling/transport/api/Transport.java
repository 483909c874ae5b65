package io.kindling.transport.api;

import java.io.IOException;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Carries frames between processes whose identities are proven. A provider registers it as a service with the
 * property {@link #NAME}. Identities and authorities belong to the provider that made them.
 *
 * <p>There is no way to listen or to connect without an identity: authentication cannot be forgotten. Calls are
 * allowed from any thread; those that may block say so.
 */
@ProviderType
public interface Transport {

    /** Service property: what the transport is called, e.g. {@code netty}. */
    String NAME = "kindling.transport";

    /** Makes a new authority whose certificates are good for {@code validity}. May take a while (key generation). */
    Authority createAuthority(String name, Duration validity);

    /**
     * Reads an authority back from {@link Authority#save()}.
     *
     * @throws IllegalArgumentException if the bytes are not one
     */
    Authority loadAuthority(byte[] saved);

    /**
     * Gets an identity from the authority behind a listener: makes a key here, proves the right to it with a
     * token, and has it signed there. The private key never travels. Blocks up to {@code timeout}.
     *
     * @throws IOException if the listener cannot be reached, is not the expected peer of that authority, or
     *                     refuses; the message names the address
     */
    Identity enrol(EnrolRequest request, Duration timeout) throws IOException;

    /**
     * Opens a listener. The acceptor is asked only for peers that have proven an identity of the listener's authority.
     *
     * @throws IOException if the address cannot be bound; the message names it
     */
    Listener listen(ListenSpec spec, Acceptor acceptor) throws IOException;

    /**
     * Opens a connection and proves both identities. Blocks up to the spec's timeout.
     *
     * @throws IOException if the address cannot be reached or the peer is not the expected one; the message names the address
     */
    Connection connect(ConnectSpec spec, FrameHandler handler) throws IOException;
}
