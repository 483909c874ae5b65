package io.kindling.compression.block;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.kindling.compression.CompressionCodec;
import java.io.IOException;

/** About what lz4 is; the raw format of Snappy. */
public final class SnappyCodec implements CompressionCodec {

    /** In files. */
    public static final int NUMBER = 3;

    @Override
    public String name() {
        return "snappy";
    }

    @Override
    public int number() {
        return NUMBER;
    }

    @Override
    public int bound(final int length) {
        return new SnappyCompressor().maxCompressedLength(length);
    }

    @Override
    public int compress(final byte[] source, final int offset, final int length, final byte[] target, final int at) {
        return new SnappyCompressor().compress(source, offset, length, target, at, target.length - at);
    }

    @Override
    public void decompress(final byte[] source, final int offset, final int length, final byte[] target, final int at, final int original)
            throws IOException {
        try {
            final int found = new SnappyDecompressor().decompress(source, offset, length, target, at, original);
            if (found != original) {
                throw new IOException(name() + " data of " + length + " bytes stands for " + found + " bytes instead of " + original);
            }
        } catch (final MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("These are no " + length + " bytes of " + name() + " data: " + e.getMessage(), e);
        }
    }
}
