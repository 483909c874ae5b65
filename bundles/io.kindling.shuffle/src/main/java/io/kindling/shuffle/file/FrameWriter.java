package io.kindling.shuffle.file;

import io.kindling.compression.CompressionCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Makes frames of batches: the stored length, the original length, the checksum of what is stored (CRC-32C), the bytes. What does not
 * become smaller by compression is stored as it is, and then both lengths are the same. Used by one thread.
 */
final class FrameWriter {

    static final int HEADER = 12;
    static final int LONGEST = Integer.MAX_VALUE - 64;

    private final CompressionCodec codec;
    private final CRC32C checksum = new CRC32C();
    private byte[] scratch = {};

    /** @param codec null for none */
    FrameWriter(final CompressionCodec codec) {
        this.codec = codec;
    }

    byte[] frame(final byte[] bytes, final int offset, final int length) throws IOException {
        if (length > LONGEST) {
            throw new IOException("A batch of " + length + " bytes is too long; is there a record of that size?");
        }
        byte[] source = bytes;
        int from = offset;
        int stored = length;
        if (codec != null) {
            final int bound = codec.bound(length);
            if (scratch.length < bound) {
                scratch = new byte[bound];
            }
            final int compressed = codec.compress(bytes, offset, length, scratch, 0);
            if (compressed < length) {
                source = scratch;
                from = 0;
                stored = compressed;
            }
        }
        checksum.reset();
        checksum.update(source, from, stored);
        final byte[] frame = new byte[HEADER + stored];
        ByteBuffer.wrap(frame).putInt(stored).putInt(length).putInt((int) checksum.getValue());
        System.arraycopy(source, from, frame, HEADER, stored);
        return frame;
    }
}
