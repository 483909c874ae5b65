package io.kindling.transport.api;

/** A token was not good for the identity that was asked for. */
public final class EnrolmentRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    public EnrolmentRefusedException(final String message) {
        super(message);
    }
}
