package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;

/**
 * Driver to executor: take over these map outputs of another executor, which is to go. Answered by {@link OutputsTaken}, in one
 * message or several. What is here already, by shuffle, map and attempt, counts as taken.
 *
 * @param move     names the order in the answers
 * @param shuffle  which shuffle
 * @param from     who has them
 * @param maps     the map partitions
 * @param attempts for each of them the task id whose output counts
 */
public record TakeOutputs(long move, int shuffle, MapOutputs.Location from, int[] maps, long[] attempts) implements WireMessage {

    /** Reads what {@link #write} wrote. */
    public static TakeOutputs read(final FieldReader in) {
        return new TakeOutputs(in.int64(), in.int32(), MapOutputs.Location.read(in), in.ints(), in.longs());
    }

    @Override
    public int type() {
        return Messages.TAKE_OUTPUTS;
    }

    @Override
    public void write(final FieldWriter out) {
        out.int64(move);
        out.int32(shuffle);
        from.write(out);
        out.ints(maps);
        out.longs(attempts);
    }
}
