package io.kindling.dataflow;

/** Records cannot be encoded, e.g. since their class is not serialisable, or bytes are no records. Trying again does not help. */
public final class RecordCodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RecordCodecException(final String message) {
        super(message);
    }

    public RecordCodecException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
