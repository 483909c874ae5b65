package io.kindling.compression.file;

import io.airlift.compress.lz4.Lz4Compressor;
import java.io.IOException;
import java.io.OutputStream;

/** Writes one LZ4 frame: independent blocks of 64 KiB, a checksum of the content at its end. Used by one thread. */
public final class Lz4FrameOutput extends OutputStream {

    private static final int BLOCK = 1 << 16;
    private static final int PLAIN = 0x80000000;
    /** Version 1, independent blocks, content checksum; blocks of 64 KiB. */
    private static final byte[] DESCRIPTOR = {0x64, 0x40};

    private final OutputStream out;
    private final Lz4Compressor compressor = new Lz4Compressor();
    private final byte[] block = new byte[BLOCK];
    private final byte[] stored = new byte[compressor.maxCompressedLength(BLOCK)];
    private final XxHash32 content = new XxHash32();
    private int filled;
    private boolean closed;

    public Lz4FrameOutput(final OutputStream out) throws IOException {
        this.out = out;
        int32(0x184D2204);
        out.write(DESCRIPTOR);
        out.write(XxHash32.of(DESCRIPTOR, 0, DESCRIPTOR.length) >>> 8 & 0xFF);
    }

    @Override
    public void write(final int b) throws IOException {
        if (filled == BLOCK) {
            flushBlock();
        }
        block[filled++] = (byte) b;
    }

    @Override
    public void write(final byte[] bytes, final int offset, final int length) throws IOException {
        for (int done = 0; done < length;) {
            if (filled == BLOCK) {
                flushBlock();
            }
            final int now = Math.min(BLOCK - filled, length - done);
            System.arraycopy(bytes, offset + done, block, filled, now);
            filled += now;
            done += now;
        }
    }

    private void flushBlock() throws IOException {
        if (filled == 0) {
            return;
        }
        content.update(block, 0, filled);
        final int length = compressor.compress(block, 0, filled, stored, 0, stored.length);
        if (length < filled) {
            int32(length);
            out.write(stored, 0, length);
        } else {
            int32(filled | PLAIN);
            out.write(block, 0, filled);
        }
        filled = 0;
    }

    @Override
    public void flush() throws IOException {
        flushBlock();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (out) {
                flushBlock();
                int32(0);
                int32(content.value());
            }
        }
    }

    private void int32(final int value) throws IOException {
        out.write(new byte[] {(byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)});
    }
}
