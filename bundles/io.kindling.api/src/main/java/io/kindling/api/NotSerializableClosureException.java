package io.kindling.api;

/** A function or value cannot travel to the executors. The message names the path of fields that leads to the culprit. */
public final class NotSerializableClosureException extends KindlingException {

    private static final long serialVersionUID = 1L;

    public NotSerializableClosureException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
