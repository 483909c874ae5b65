package io.kindling.shuffle.file;

import java.util.ArrayList;
import java.util.List;

/** Batches in memory, by partition in the order in which they came. Used by one thread. */
final class PendingBatches {

    private static final int OVERHEAD = 32;

    private final List<List<byte[]>> batches = new ArrayList<>();
    private long bytes;

    PendingBatches(final int partitions) {
        for (int i = 0; i < partitions; i++) {
            batches.add(null);
        }
    }

    void add(final int partition, final byte[] batch) {
        List<byte[]> list = batches.get(partition);
        if (list == null) {
            list = new ArrayList<>(2);
            batches.set(partition, list);
        }
        list.add(batch);
        bytes += batch.length + OVERHEAD;
    }

    List<byte[]> of(final int partition) {
        final List<byte[]> list = batches.get(partition);
        return list == null ? List.of() : list;
    }

    int partitions() {
        return batches.size();
    }

    /** What they take on the heap. */
    long bytes() {
        return bytes;
    }

    void clear() {
        batches.replaceAll(list -> null);
        bytes = 0;
    }
}
