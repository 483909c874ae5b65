package io.kindling.shuffle.fetch;

import io.kindling.protocol.message.ShuffleChunk;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A block whose parts arrive one after the other. Used by one thread. */
final class BlockAssembly {

    /** Room grows with what arrives, not with what is announced. */
    private static final int FIRST_ROOM = 1 << 22;

    private final boolean second;
    private byte[] bytes;
    private int filled;
    private long total = -1;
    private int checksum;

    BlockAssembly() {
        this(false);
    }

    private BlockAssembly(final boolean second) {
        this.second = second;
    }

    /** Another try. */
    BlockAssembly again() {
        return new BlockAssembly(true);
    }

    /** The same try from its start. */
    BlockAssembly fromStart() {
        return new BlockAssembly(second);
    }

    boolean isSecond() {
        return second;
    }

    /** How many bytes are here. */
    int filled() {
        return filled;
    }

    void add(final ShuffleChunk.BlockPart part) throws IOException {
        if (total < 0) {
            begin(part);
        }
        final byte[] more = part.bytes();
        if (part.total() != total || part.checksum() != checksum || more.length > total - filled || more.length == 0 && filled < total) {
            throw new IOException("a part of " + more.length + " bytes does not continue a block of " + total + " bytes, of which " + filled + " are here");
        }
        if (filled == 0 && more.length == total) {
            bytes = more;
        } else {
            if (filled + more.length > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(total, Math.max(filled + more.length, 2L * bytes.length)));
            }
            System.arraycopy(more, 0, bytes, filled, more.length);
        }
        filled += more.length;
    }

    private void begin(final ShuffleChunk.BlockPart part) throws IOException {
        if (part.total() < 0 || part.total() > Integer.MAX_VALUE - 16) {
            throw new IOException("a block of " + part.total() + " bytes cannot be fetched; use more partitions");
        }
        total = part.total();
        checksum = part.checksum();
        bytes = new byte[(int) Math.min(total, FIRST_ROOM)];
    }

    boolean isWhole() {
        return filled == total;
    }

    boolean isDamaged() {
        final CRC32C actual = new CRC32C();
        actual.update(bytes, 0, filled);
        return (int) actual.getValue() != checksum;
    }

    byte[] bytes() {
        return bytes;
    }
}
