package io.kindling.bench;

/** Reproducible numbers: every record is a pure function of its index, every checksum independent of order. */
final class Numbers {

    private Numbers() {
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    static long mix(final long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** The i-th draw of a stream. */
    static long draw(final long seed, final long i) {
        return mix(seed * 0x632be59bd9b4e019L + (i + 1) * 0x9e3779b97f4a7c15L);
    }

    /** FNV-1a of ASCII text, mixed. */
    static long hash(final CharSequence text) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ (text.charAt(i) & 0xff)) * 0x100000001b3L;
        }
        return mix(h);
    }

    static long wordSum(final String word, final long count) {
        return mix(hash(word) + count * 0x9e3779b97f4a7c15L);
    }

    /** Of the first 24 bytes of a record. */
    static long sortSum(final byte[] key, final byte[] value) {
        long h = 0xcbf29ce484222325L;
        for (final byte b : key) {
            h = (h ^ (b & 0xff)) * 0x100000001b3L;
        }
        for (int i = 0; i < 24 - key.length; i++) {
            h = (h ^ (value[i] & 0xff)) * 0x100000001b3L;
        }
        return mix(h);
    }

    static long sumKey(final long i) {
        return mix(Long.remainderUnsigned(draw(303, i), 100_000));
    }

    static double sumValue(final long i) {
        return (draw(304, i) >>> 44) / 1024.0;
    }

    static long pairSum(final long key, final double sum) {
        return mix(key ^ mix(Double.doubleToRawLongBits(sum)));
    }

    static long joinKey(final int side, final long i, final long keys) {
        return Long.remainderUnsigned(draw(404 + side, i), keys);
    }

    static String joinValue(final int side, final long i) {
        return (side == 0 ? "L" : "R") + Long.toString(i, 36) + "-" + Long.toHexString(draw(406 + side, i));
    }

    static long joinSum(final long key, final CharSequence left, final CharSequence right) {
        return mix(key ^ mix(hash(left) + 3 * hash(right)));
    }
}
