package io.kindling.protocol.wire;

/** Bytes from a peer are not what they should be. The connection they came through is to be closed. */
public final class WireFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WireFormatException(final String message) {
        super(message);
    }

    public WireFormatException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
