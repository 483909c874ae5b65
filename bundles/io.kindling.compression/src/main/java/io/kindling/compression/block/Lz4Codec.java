package io.kindling.compression.block;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.kindling.compression.CompressionCodec;
import java.io.IOException;

/** Fast both ways; the format of LZ4's blocks. */
public final class Lz4Codec implements CompressionCodec {

    /** In files. */
    public static final int NUMBER = 1;

    @Override
    public String name() {
        return "lz4";
    }

    @Override
    public int number() {
        return NUMBER;
    }

    @Override
    public int bound(final int length) {
        return new Lz4Compressor().maxCompressedLength(length);
    }

    @Override
    public int compress(final byte[] source, final int offset, final int length, final byte[] target, final int at) {
        return new Lz4Compressor().compress(source, offset, length, target, at, target.length - at);
    }

    @Override
    public void decompress(final byte[] source, final int offset, final int length, final byte[] target, final int at, final int original)
            throws IOException {
        try {
            final int found = new Lz4Decompressor().decompress(source, offset, length, target, at, original);
            if (found != original) {
                throw new IOException(name() + " data of " + length + " bytes stands for " + found + " bytes instead of " + original);
            }
        } catch (final MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("These are no " + length + " bytes of " + name() + " data: " + e.getMessage(), e);
        }
    }
}
