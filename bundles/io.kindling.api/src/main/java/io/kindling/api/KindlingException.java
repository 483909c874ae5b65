package io.kindling.api;

/** Something an application asked for cannot be done. The message names the thing and says what to do. */
public class KindlingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KindlingException(final String message) {
        super(message);
    }

    public KindlingException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
