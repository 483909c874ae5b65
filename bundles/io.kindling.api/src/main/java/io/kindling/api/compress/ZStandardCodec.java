package io.kindling.api.compress;

/** Files ending in {@code .zst}. */
public final class ZStandardCodec implements CompressionCodec {

    private ZStandardCodec() {
    }
}
