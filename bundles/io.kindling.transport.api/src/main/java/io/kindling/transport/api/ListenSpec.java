package io.kindling.transport.api;

import static java.util.Objects.requireNonNull;

/**
 * How to listen.
 *
 * @param role      what listens, for thread names and messages, e.g. "driver"
 * @param host      the address to bind
 * @param port      the port, 0 for any
 * @param identity  whose listener it is; peers must have an identity of the same authority
 * @param authority signs the identities of those who enrol; null where nobody enrols, as with an executor, which has
 *                  an identity but not the private key of its application's authority
 * @param enrolment who may enrol; {@link Enrolment#NONE} for nobody
 * @param limits    the longest frame by type
 */
public record ListenSpec(String role, String host, int port, Identity identity, Authority authority,
                         Enrolment enrolment, FrameLimits limits) {

    public ListenSpec {
        requireNonNull(identity, "identity is null: a listener without authentication does not start");
        requireNonNull(enrolment, "enrolment is null");
        if (enrolment != Enrolment.NONE) {
            requireNonNull(authority, "authority is null: nobody can sign the identities of those who enrol");
        }
        requireNonNull(limits, "limits is null");
    }
}
