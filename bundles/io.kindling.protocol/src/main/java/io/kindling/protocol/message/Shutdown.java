package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Driver to executor: end.
 *
 * @param reason for the log
 */
public record Shutdown(String reason) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static Shutdown read(final FieldReader in) {
        return new Shutdown(in.text());
    }

    @Override
    public int type() {
        return Messages.SHUTDOWN;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(reason);
    }
}
