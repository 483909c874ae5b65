package io.kindling.compression.block;

import io.airlift.compress.Compressor;
import io.airlift.compress.Decompressor;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.kindling.compression.CompressionCodec;
import java.io.IOException;
import java.util.function.Supplier;

/** The algorithms of the library aircompressor, whose compressors and decompressors serve one thread at a time. */
public final class AirliftCodec implements CompressionCodec {

    /** In files. */
    public static final int LZ4 = 1;
    /** In files. */
    public static final int ZSTD = 2;
    /** In files. */
    public static final int SNAPPY = 3;

    private final String name;
    private final int number;
    private final Supplier<Compressor> compressors;
    private final Supplier<Decompressor> decompressors;
    /** Says what can be needed, which any thread may ask. */
    private final Compressor bounds;

    private AirliftCodec(final String name, final int number, final Supplier<Compressor> compressors, final Supplier<Decompressor> decompressors) {
        this.name = name;
        this.number = number;
        this.compressors = compressors;
        this.decompressors = decompressors;
        this.bounds = compressors.get();
    }

    /** Fast both ways; the format of LZ4's blocks. */
    public static AirliftCodec lz4() {
        return new AirliftCodec("lz4", LZ4, Lz4Compressor::new, Lz4Decompressor::new);
    }

    /** Small, at several times the cost of lz4; the format of Zstandard's frames. */
    public static AirliftCodec zstd() {
        return new AirliftCodec("zstd", ZSTD, ZstdCompressor::new, ZstdDecompressor::new);
    }

    /** About what lz4 is; the raw format of Snappy. */
    public static AirliftCodec snappy() {
        return new AirliftCodec("snappy", SNAPPY, SnappyCompressor::new, SnappyDecompressor::new);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public int bound(final int length) {
        return bounds.maxCompressedLength(length);
    }

    @Override
    public int compress(final byte[] source, final int offset, final int length, final byte[] target, final int at) {
        return compressors.get().compress(source, offset, length, target, at, target.length - at);
    }

    @Override
    public void decompress(final byte[] source, final int offset, final int length, final byte[] target, final int at, final int original)
            throws IOException {
        try {
            final int found = decompressors.get().decompress(source, offset, length, target, at, original);
            if (found != original) {
                throw new IOException(name + " data of " + length + " bytes stands for " + found + " bytes instead of " + original);
            }
        } catch (final MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("These are no " + length + " bytes of " + name + " data: " + e.getMessage(), e);
        }
    }
}
