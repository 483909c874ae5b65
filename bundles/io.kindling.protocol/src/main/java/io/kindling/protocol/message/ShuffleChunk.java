package io.kindling.protocol.message;

import java.util.List;

/** Executor to executor, reply: parts of blocks, in the order asked for; at least one byte of progress unless all are empty. */
public record ShuffleChunk(List<BlockPart> parts) {

    public ShuffleChunk {
        parts = List.copyOf(parts);
    }

    /**
     * A part of one block, or all of it.
     *
     * @param map      the map partition
     * @param total    the whole block's length
     * @param checksum of the whole block (CRC-32C), as its file's index has it
     * @param bytes    the part
     */
    public record BlockPart(int map, long total, int checksum, byte[] bytes) {
    }
}
