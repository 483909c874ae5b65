package io.kindling.api.compress;

/** Files ending in {@code .bz2}: small and slow. */
public final class BZip2Codec implements CompressionCodec {

    private BZip2Codec() {
    }
}
