package io.kindling.compression.block;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.kindling.compression.CompressionCodec;
import java.io.IOException;

/** Small, at several times the cost of lz4; the format of Zstandard's frames. */
public final class ZstdCodec implements CompressionCodec {

    /** In files. */
    public static final int NUMBER = 2;

    @Override
    public String name() {
        return "zstd";
    }

    @Override
    public int number() {
        return NUMBER;
    }

    @Override
    public int bound(final int length) {
        return new ZstdCompressor().maxCompressedLength(length);
    }

    @Override
    public int compress(final byte[] source, final int offset, final int length, final byte[] target, final int at) {
        return new ZstdCompressor().compress(source, offset, length, target, at, target.length - at);
    }

    @Override
    public void decompress(final byte[] source, final int offset, final int length, final byte[] target, final int at, final int original)
            throws IOException {
        try {
            final int found = new ZstdDecompressor().decompress(source, offset, length, target, at, original);
            if (found != original) {
                throw new IOException(name() + " data of " + length + " bytes stands for " + found + " bytes instead of " + original);
            }
        } catch (final MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("These are no " + length + " bytes of " + name() + " data: " + e.getMessage(), e);
        }
    }
}
