package io.kindling.protocol.wire;

/** Fields take more bytes than they may. */
final class TooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long bytes;

    /** @param bytes how many there are already or would be with the next field */
    TooLongException(final long bytes) {
        super(bytes + " bytes or more", null, false, false);
        this.bytes = bytes;
    }

    long bytes() {
        return bytes;
    }
}
