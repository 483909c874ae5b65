package io.kindling.compression;

import io.kindling.compression.block.Lz4Codec;
import io.kindling.compression.block.LzfCodec;
import io.kindling.compression.block.SnappyCodec;
import io.kindling.compression.block.ZstdCodec;
import java.util.List;

/** The codecs that there are. A library is loaded when its codec is used first. */
public final class CompressionCodecs {

    /** All names, the first one is what an application gets that asks for compression and for no codec. */
    public static final List<String> NAMES = List.of("lz4", "zstd", "snappy", "lzf");

    private CompressionCodecs() {
    }

    /**
     * The codec of a name.
     *
     * @throws IllegalArgumentException if there is none; says which there are
     */
    public static CompressionCodec of(final String name) {
        return switch (name) {
            case "lz4" -> new Lz4Codec();
            case "zstd" -> new ZstdCodec();
            case "snappy" -> new SnappyCodec();
            case "lzf" -> new LzfCodec();
            default -> throw new IllegalArgumentException("There is no compression codec " + name + "; choose one of " + NAMES);
        };
    }

    /**
     * The codec that a number in a file stands for.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static CompressionCodec of(final int number) {
        return switch (number) {
            case Lz4Codec.NUMBER -> new Lz4Codec();
            case ZstdCodec.NUMBER -> new ZstdCodec();
            case SnappyCodec.NUMBER -> new SnappyCodec();
            case LzfCodec.NUMBER -> new LzfCodec();
            default -> throw new IllegalArgumentException("No compression codec has the number " + number + "; was this written by a newer version?");
        };
    }
}
