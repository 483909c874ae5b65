package io.kindling.shuffle.file;

/**
 * Where the blocks of a map output's file are.
 *
 * @param ends      of each block; the first begins behind the index
 * @param checksums of each block
 */
record MapOutputIndex(long[] ends, int[] checksums) {

    static long begin(final int partitions) {
        return FileLayout.HEADER + (long) FileLayout.ENTRY * partitions;
    }

    FileLayout.Entry entry(final int partition) {
        final long start = partition == 0 ? begin(ends.length) : ends[partition - 1];
        return new FileLayout.Entry(start, ends[partition] - start, checksums[partition]);
    }

    int partitions() {
        return ends.length;
    }

    /** The length of the file. */
    long end() {
        return ends.length == 0 ? begin(0) : ends[ends.length - 1];
    }

    /** What it takes on the heap. */
    long bytes() {
        return 64 + 12L * ends.length;
    }
}
