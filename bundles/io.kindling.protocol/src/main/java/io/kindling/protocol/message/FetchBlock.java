package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to driver or executor, request: a block of a shared content.
 *
 * @param content the SHA-256 of the content, in hexadecimal
 * @param block   which, from 0
 */
public record FetchBlock(String content, int block) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static FetchBlock read(final FieldReader in) {
        return new FetchBlock(in.text(), in.int32());
    }

    @Override
    public int type() {
        return Messages.FETCH_BLOCK;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(content);
        out.int32(block);
    }
}
