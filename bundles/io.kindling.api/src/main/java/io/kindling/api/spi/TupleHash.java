package io.kindling.api.spi;

/**
 * The hash codes of tuples, out of those of their parts: for tuples, and for runtimes that hash parts otherwise, e.g. enums, so that keys get the
 * same one in every JVM. The usual 31 * first + second gives many cells of a grid one code, and sends keys whose parts go together, such as (n, n),
 * to a few of the partitions. The factors are 2^32 divided by the golden ratio (Knuth, The Art of Computer Programming 3, 6.4) and the first one of the
 * finaliser of MurmurHash3 (Appleby, 2011).
 */
public final class TupleHash {

    private TupleHash() {
    }

    /** Of a pair; of longer tuples it is that of all but the last as a tuple, and the last. Every bit depends on both. */
    public static int of(final int first, final int second) {
        final int both = (Integer.rotateLeft(first * 0x9E37_79B1, 15) + second) * 0x85EB_CA6B;
        return both ^ both >>> 15;
    }
}
