package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to driver, request: which files has the application added?
 *
 * @param executor who asks
 */
public record ListFiles(int executor) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static ListFiles read(final FieldReader in) {
        return new ListFiles(in.int32());
    }

    @Override
    public int type() {
        return Messages.LIST_FILES;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(executor);
    }
}
