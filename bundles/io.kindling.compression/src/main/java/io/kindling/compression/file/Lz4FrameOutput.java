package io.kindling.compression.file;

import io.airlift.compress.lz4.Lz4Compressor;
import java.io.IOException;
import java.io.OutputStream;

/** Writes one LZ4 frame: independent blocks of 64 KiB, a checksum of the content at its end. Used by one thread. */
public final class Lz4FrameOutput extends BlockOutput {

    private static final int BLOCK = 1 << 16;
    private static final int PLAIN = 0x80000000;
    /** Version 1, independent blocks, content checksum; blocks of 64 KiB. */
    private static final byte[] DESCRIPTOR = {0x64, 0x40};

    private final OutputStream out;
    private final Lz4Compressor compressor = new Lz4Compressor();
    private final byte[] stored = new byte[compressor.maxCompressedLength(BLOCK)];
    private final XxHash32 content = new XxHash32();

    public Lz4FrameOutput(final OutputStream out) throws IOException {
        super(out, BLOCK);
        this.out = out;
        int32(0x184D2204);
        out.write(DESCRIPTOR);
        out.write(XxHash32.of(DESCRIPTOR, 0, DESCRIPTOR.length) >>> 8 & 0xFF);
    }

    @Override
    protected void block(final byte[] bytes, final int length) throws IOException {
        content.update(bytes, 0, length);
        final int compressed = compressor.compress(bytes, 0, length, stored, 0, stored.length);
        if (compressed < length) {
            int32(compressed);
            out.write(stored, 0, compressed);
        } else {
            int32(length | PLAIN);
            out.write(bytes, 0, length);
        }
    }

    @Override
    protected void end() throws IOException {
        int32(0);
        int32(content.value());
    }

    private void int32(final int value) throws IOException {
        out.write(new byte[] {(byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)});
    }
}
