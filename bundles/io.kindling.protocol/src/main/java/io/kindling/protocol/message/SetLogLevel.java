package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Driver to executor: what the executor's log tells from now on.
 *
 * @param level {@code trace}, {@code debug}, {@code info}, {@code warn}, {@code error} or {@code off}
 */
public record SetLogLevel(String level) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static SetLogLevel read(final FieldReader in) {
        return new SetLogLevel(in.text());
    }

    @Override
    public int type() {
        return Messages.SET_LOG_LEVEL;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(level);
    }
}
