package io.kindling.shuffle.file;

import io.kindling.compression.CompressionCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Takes the frames of one block apart, see {@link FrameWriter}: each is compared with its checksum before it is given. Used by one thread. */
public final class FrameParser {

    /** What stands before a frame's bytes. */
    public static final int HEADER = FrameWriter.HEADER;

    private final CompressionCodec codec;
    private final long length;
    private final CRC32C headers = new CRC32C();
    private final CRC32C checksum = new CRC32C();
    private long at;

    /**
     * Begins a block.
     *
     * @param codec  null for none
     * @param length of the block
     */
    public FrameParser(final CompressionCodec codec, final long length) {
        this.codec = codec;
        this.length = length;
    }

    /** How many bytes of the block have been given as frames. */
    public long at() {
        return at;
    }

    /** Whether there are no more frames. */
    public boolean isAtEnd() {
        return at == length;
    }

    /**
     * How long the next frame is, with its header.
     *
     * @param bytes its header from the position on, which stays
     */
    public long nextLength(final ByteBuffer bytes) throws IOException {
        final int stored = bytes.getInt(bytes.position());
        final int original = bytes.getInt(bytes.position() + 4);
        if (stored <= 0 || stored > original || original > FrameWriter.LONGEST || stored > length - at - HEADER) {
            throw new IOException("a frame at byte " + at + " of " + length + " says that it has " + stored + " bytes for " + original);
        }
        return HEADER + (long) stored;
    }

    /**
     * The batch of the next frame, all of which is there from the position on; the position goes behind it.
     *
     * @throws IOException if it is damaged; then the position and this parser stay where they are
     */
    public byte[] next(final ByteBuffer bytes) throws IOException {
        final int start = bytes.position();
        final int stored = bytes.getInt(start);
        final int original = bytes.getInt(start + 4);
        final int expected = bytes.getInt(start + 8);
        final ByteBuffer data = bytes.duplicate().limit(start + HEADER + stored).position(start + HEADER);
        checksum.reset();
        checksum.update(data.duplicate());
        if ((int) checksum.getValue() != expected) {
            throw new IOException("a frame of " + stored + " bytes at byte " + at + " has the checksum " + Integer.toHexString((int) checksum.getValue())
                    + " instead of " + Integer.toHexString(expected));
        }
        if (stored != original && codec == null) {
            throw new IOException("a frame at byte " + at + " is compressed, but no compression is configured");
        }
        final byte[] batch = new byte[original];
        if (stored == original) {
            data.get(batch);
        } else {
            decompress(data, stored, batch);
        }
        headers.update(bytes.duplicate().limit(start + HEADER).position(start));
        at += HEADER + stored;
        bytes.position(start + HEADER + stored);
        return batch;
    }

    private void decompress(final ByteBuffer data, final int stored, final byte[] batch) throws IOException {
        if (data.hasArray()) {
            codec.decompress(data.array(), data.arrayOffset() + data.position(), stored, batch, 0, batch.length);
        } else {
            final byte[] copy = new byte[stored];
            data.get(copy);
            codec.decompress(copy, 0, stored, batch, 0, batch.length);
        }
    }

    /**
     * Compares the whole row of frames with what the index says.
     *
     * @throws IOException if frames are not those that were written
     */
    public void end(final int expected) throws IOException {
        if ((int) headers.getValue() != expected) {
            throw new IOException("the block's frames have the checksum " + Integer.toHexString((int) headers.getValue()) + " instead of "
                    + Integer.toHexString(expected));
        }
    }
}
