package io.kindling.protocol.message;

import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import io.kindling.protocol.wire.WireMessage;
import java.util.List;

/** Executor to executor, reply: parts of blocks, in the order asked for; at least one byte of progress unless all are empty. */
public record ShuffleChunk(List<BlockPart> parts) implements WireMessage {

    public ShuffleChunk {
        parts = List.copyOf(parts);
    }

    /** Reads what {@link #write} wrote. */
    public static ShuffleChunk read(final FieldReader in) {
        return new ShuffleChunk(in.list(BlockPart::read));
    }

    @Override
    public int type() {
        return Messages.SHUFFLE_CHUNK;
    }

    @Override
    public void write(final FieldWriter out) {
        out.list(parts, BlockPart::write);
    }

    /**
     * A part of one block, or all of it.
     *
     * @param map      the map partition
     * @param total    the whole block's length
     * @param checksum of the whole block (CRC-32C), as its file's index has it; 0 for a file, which has its checksums in it
     * @param bytes    the part
     */
    public record BlockPart(int map, long total, int checksum, byte[] bytes) {

        static BlockPart read(final FieldReader in) {
            return new BlockPart(in.int32(), in.int64(), in.int32(), in.bytes());
        }

        void write(final FieldWriter out) {
            out.int32(map);
            out.int64(total);
            out.int32(checksum);
            out.bytes(bytes);
        }
    }
}
