package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Executor to driver: what has come of a {@link TakeOutputs} since the last of these; every map is in one of them.
 *
 * @param executor who tells it
 * @param move     the order's number
 * @param maps     map partitions whose outputs are here now
 * @param failed   those whose outputs are not
 * @param reason   why not, of one of them; null if none failed
 */
public record OutputsTaken(int executor, long move, int[] maps, int[] failed, String reason) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static OutputsTaken read(final FieldReader in) {
        return new OutputsTaken(in.int32(), in.int64(), in.ints(), in.ints(), in.text());
    }

    @Override
    public int type() {
        return Messages.OUTPUTS_TAKEN;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int32(executor);
        out.int64(move);
        out.ints(maps);
        out.ints(failed);
        out.text(reason);
    }
}
