package io.kindling.api.compress;

/** Files of Snappy frames, ending in {@code .sz}: large and fast. */
public final class SnappyCodec implements CompressionCodec {

    private SnappyCodec() {
    }
}
