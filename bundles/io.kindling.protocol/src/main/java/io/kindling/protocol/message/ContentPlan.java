package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;

/**
 * Driver to executor, reply.
 *
 * @param refusal   null, or why there is no such content
 * @param bytes     the length of the content
 * @param blockSize how much of it each block holds, the last one less
 * @param codec     what the blocks are compressed with; empty if they are not
 * @param lengths   of the blocks as they travel
 * @param checksums CRC-32C of the blocks as they travel
 * @param holders   executors that have blocks, or will
 */
public record ContentPlan(String refusal, long bytes, int blockSize, String codec, int[] lengths, int[] checksums,
                          List<MapOutputs.Location> holders) implements WireMessage {

    public ContentPlan {
        holders = List.copyOf(holders);
    }

    /** There is none. */
    public static ContentPlan refused(final String why) {
        return new ContentPlan(why, 0, 0, "", new int[0], new int[0], List.of());
    }

    /** Reads what {@link #write} wrote. */
    public static ContentPlan read(final FieldReader in) {
        return new ContentPlan(in.text(), in.int64(), in.int32(), in.text(), in.ints(), in.ints(), in.list(MapOutputs.Location::read));
    }

    @Override
    public int type() {
        return Messages.CONTENT_PLAN;
    }

    @Override
    public void write(final FieldWriter out) {
        out.text(refusal);
        out.int64(bytes);
        out.int32(blockSize);
        out.text(codec);
        out.ints(lengths);
        out.ints(checksums);
        out.list(holders, MapOutputs.Location::write);
    }
}
