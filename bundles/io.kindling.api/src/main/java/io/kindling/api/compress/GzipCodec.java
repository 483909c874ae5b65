package io.kindling.api.compress;

/** Files ending in {@code .gz}. */
public final class GzipCodec implements CompressionCodec {

    private GzipCodec() {
    }
}
