package io.kindling.api.compress;

/** Files ending in {@code .deflate}. */
public final class DefaultCodec implements CompressionCodec {

    private DefaultCodec() {
    }
}
