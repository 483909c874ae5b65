package io.kindling.compression;

import io.kindling.compression.block.AirliftCodec;
import io.kindling.compression.block.LzfCodec;
import java.util.List;

/** The codecs that there are. A library is loaded when one of its codecs is asked for first. */
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
            case "lz4" -> AirliftCodec.lz4();
            case "zstd" -> AirliftCodec.zstd();
            case "snappy" -> AirliftCodec.snappy();
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
            case AirliftCodec.LZ4 -> AirliftCodec.lz4();
            case AirliftCodec.ZSTD -> AirliftCodec.zstd();
            case AirliftCodec.SNAPPY -> AirliftCodec.snappy();
            case LzfCodec.NUMBER -> new LzfCodec();
            default -> throw new IllegalArgumentException("No compression codec has the number " + number + "; was this written by a newer version?");
        };
    }
}
