package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to driver, request: which files has the application added for a session?
 *
 * @param executor who asks
 * @param session  whose files, the application's first is 0
 */
public record ListFiles(int executor, int session) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static ListFiles read(final FieldReader in) {
        return new ListFiles(in.int32(), in.int32());
    }

    @Override
    public int type() {
        return Messages.LIST_FILES;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(executor);
        out.int32(session);
    }
}
