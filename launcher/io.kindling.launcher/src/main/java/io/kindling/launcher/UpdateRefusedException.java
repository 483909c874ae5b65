package io.kindling.launcher;

/** A jar is not taken as an update; the text says why, for the operator. What ran before runs on. */
final class UpdateRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    UpdateRefusedException(final String message) {
        super(message);
    }

    UpdateRefusedException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
