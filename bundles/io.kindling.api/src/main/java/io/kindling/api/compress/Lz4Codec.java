package io.kindling.api.compress;

/** Files of LZ4 frames, ending in {@code .lz4}: large and fast. */
public final class Lz4Codec implements CompressionCodec {

    private Lz4Codec() {
    }
}
