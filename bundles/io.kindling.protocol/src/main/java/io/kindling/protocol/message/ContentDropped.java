package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to driver, reply to a {@link DropContent} that was a request.
 *
 * @param count how many of them it had
 */
public record ContentDropped(int count) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static ContentDropped read(final FieldReader in) {
        return new ContentDropped(in.int32());
    }

    @Override
    public int type() {
        return Messages.CONTENT_DROPPED;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(count);
    }
}
