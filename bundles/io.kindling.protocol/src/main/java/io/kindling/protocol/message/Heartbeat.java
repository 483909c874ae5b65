package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to driver, request, on the heartbeat connection.
 *
 * @param executor which one
 * @param sequence counted up
 * @param running  the ids of the tasks it has
 */
public record Heartbeat(int executor, long sequence, long[] running) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static Heartbeat read(final FieldReader in) {
        return new Heartbeat(in.int32(), in.int64(), in.longs());
    }

    @Override
    public int type() {
        return Messages.HEARTBEAT;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(executor);
        out.int64(sequence);
        out.longs(running);
    }
}
