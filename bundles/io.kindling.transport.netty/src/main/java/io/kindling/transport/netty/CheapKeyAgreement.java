package io.kindling.transport.netty;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Set;

/**
 * Agrees on keys over elliptic curves only. A client that has proven nothing chooses the group, and one of the finite
 * fields that the JDK offers beside the curves takes seconds of an event loop for each handshake.
 */
final class CheapKeyAgreement implements AlgorithmConstraints {

    private static final String FINITE_FIELD = "ffdhe";

    @Override
    public boolean permits(final Set<CryptoPrimitive> primitives, final String algorithm, final AlgorithmParameters parameters) {
        return !algorithm.startsWith(FINITE_FIELD) && !"DiffieHellman".equals(algorithm);
    }

    @Override
    public boolean permits(final Set<CryptoPrimitive> primitives, final Key key) {
        return true;
    }

    @Override
    public boolean permits(final Set<CryptoPrimitive> primitives, final String algorithm, final Key key, final AlgorithmParameters parameters) {
        return permits(primitives, algorithm, parameters);
    }
}
