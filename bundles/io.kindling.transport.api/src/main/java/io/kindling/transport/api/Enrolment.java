package io.kindling.transport.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides who gets an identity. Called on a transport thread with bytes of somebody not authenticated: must be
 * quick, must not block, must compare secrets in constant time.
 */
@ConsumerType
@FunctionalInterface
public interface Enrolment {

    /** Lets nobody in. */
    Enrolment NONE = (subject, token) -> {
        throw new EnrolmentRefusedException("this listener enrols nobody");
    };

    /**
     * Checks the token for the wished identity.
     *
     * @param subject the URI that is asked for
     * @param token   the proof, at most 1 KiB
     * @throws EnrolmentRefusedException if it is not good; the text goes to the log here, never to the peer
     */
    void admit(String subject, byte[] token) throws EnrolmentRefusedException;
}
