package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to executor, reply: the block is not to be had.
 *
 * @param map    the map partition whose block it is
 * @param reason in words
 */
public record FetchFailure(int map, String reason) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static FetchFailure read(final FieldReader in) {
        return new FetchFailure(in.int32(), in.text());
    }

    @Override
    public int type() {
        return Messages.FETCH_FAILURE;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(map);
        out.text(reason);
    }
}
