package io.kindling.transport.local;

import static java.util.Objects.requireNonNull;

import io.kindling.transport.api.Identity;

/** Whose an end of a connection is; there is no key, since nothing leaves the JVM. */
record LocalIdentity(String uri, LocalAuthority authority) implements Identity {

    LocalIdentity {
        requireNonNull(uri, "uri is null");
    }

    static LocalIdentity of(final Identity identity) {
        if (identity instanceof LocalIdentity local) {
            return local;
        }
        throw new IllegalArgumentException(
                "The identity " + identity.uri() + " was not made by the local transport but is a " + identity.getClass().getName());
    }

    @Override
    public String toString() {
        return "LocalIdentity[" + uri + "]";
    }
}
