package io.kindling.api.compress;

/**
 * Names how output files are compressed, as in {@code saveAsTextFile(path, GzipCodec.class)}. It is no more than a name: files are
 * compressed by the runtime.
 */
public sealed interface CompressionCodec permits BZip2Codec, DefaultCodec, GzipCodec, Lz4Codec, SnappyCodec, ZStandardCodec {

    /** What the runtime calls it, e.g. {@code gzip}; that name can be given in place of the class. */
    static String label(final Class<? extends CompressionCodec> codec) {
        if (codec == GzipCodec.class) {
            return "gzip";
        } else if (codec == BZip2Codec.class) {
            return "bzip2";
        } else if (codec == ZStandardCodec.class) {
            return "zstd";
        } else if (codec == Lz4Codec.class) {
            return "lz4";
        } else if (codec == SnappyCodec.class) {
            return "snappy";
        } else if (codec == DefaultCodec.class) {
            return "deflate";
        }
        throw new IllegalArgumentException("There is no compression " + (codec == null ? null : codec.getName())
                + "; name one of the classes beside CompressionCodec");
    }
}
