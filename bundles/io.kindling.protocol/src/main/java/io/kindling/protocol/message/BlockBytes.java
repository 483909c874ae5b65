package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Reply to a {@link FetchBlock}.
 *
 * @param bytes the block as it travels; null if it is not there
 */
public record BlockBytes(byte[] bytes) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static BlockBytes read(final FieldReader in) {
        return new BlockBytes(in.bytes());
    }

    @Override
    public int type() {
        return Messages.BLOCK_BYTES;
    }

    @Override
    public void write(final FieldWriter out) {
        out.bytes(bytes);
    }
}
