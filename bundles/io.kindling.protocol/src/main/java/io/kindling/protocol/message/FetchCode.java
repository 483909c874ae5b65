package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to driver, request: what a version of the application's code consists of.
 *
 * @param code the version, as a stage tells it
 */
public record FetchCode(int code) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static FetchCode read(final FieldReader in) {
        return new FetchCode(in.int32());
    }

    @Override
    public int type() {
        return Messages.FETCH_CODE;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(code);
    }
}
