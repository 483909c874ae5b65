package io.kindling.launcher;

/** Says, in words for the person at the terminal, why a framework or its program could not be started. */
public final class LaunchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Made where the reason is known; {@code message} is printed as it is. */
    public LaunchException(final String message) {
        super(message);
    }

    /** Made where the reason lies in {@code cause}; {@code message} is printed as it is. */
    public LaunchException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
