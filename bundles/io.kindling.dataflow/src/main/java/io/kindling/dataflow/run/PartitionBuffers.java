package io.kindling.dataflow.run;

import io.kindling.dataflow.RecordWriter;
import io.kindling.dataflow.ShuffleAccess.PartitionedOutput;
import io.kindling.dataflow.memory.MemoryLease;
import io.kindling.dataflow.spill.SpillSpace;
import java.io.IOException;

/**
 * Encoded records on their way into a map output, a buffer a partition. A buffer stays when it has been emptied, so it is counted for as long as
 * it is there, not what waits in it. Where no memory is granted all are emptied and let go.
 */
final class PartitionBuffers {

    private static final int ALL = 1 << 24;
    private static final int SMALLEST = 1 << 11;
    private static final int LARGEST = 1 << 16;
    /** A buffer that has grown to so many times what fills one is not kept. */
    private static final int MOST_KEPT = 4;
    /** What a writer takes beside its buffers, about. */
    private static final int WRITER = 1 << 9;

    private final TaskRun run;
    private final PartitionedOutput output;
    private final RecordWriter[] writers;
    private final MemoryLease lease;
    private final int full;
    /** So much is held whatever the memory says; else a starved task would write outputs of a few records a piece. */
    private final int least;
    private long held;

    PartitionBuffers(final TaskRun run, final PartitionedOutput output, final int partitions) {
        this.run = run;
        this.output = output;
        this.writers = new RecordWriter[partitions];
        this.lease = run.lease();
        this.full = Math.max(SMALLEST, Math.min(LARGEST, ALL / partitions));
        this.least = (int) Math.max(SpillSpace.LEAST_BYTES, Math.min(ALL, (long) SMALLEST * partitions));
    }

    void write(final int partition, final Object record) throws IOException {
        final int before = taken(partition);
        writer(partition).write(record);
        written(partition, before);
    }

    void writePair(final int partition, final Object key, final Object value) throws IOException {
        final int before = taken(partition);
        writer(partition).writePair(key, value);
        written(partition, before);
    }

    private RecordWriter writer(final int partition) {
        RecordWriter writer = writers[partition];
        if (writer == null) {
            writer = run.environment().codec().writer();
            writers[partition] = writer;
        }
        return writer;
    }

    private int taken(final int partition) {
        final RecordWriter writer = writers[partition];
        return writer == null ? 0 : WRITER + writer.capacity();
    }

    private void written(final int partition, final int before) throws IOException {
        final RecordWriter writer = writers[partition];
        if (writer.size() >= full) {
            drain(partition, writer);
            if (writer.capacity() > MOST_KEPT * full) {
                // It had to take a large record. As many such buffers as there are partitions would be more than anybody has granted.
                writers[partition] = null;
            }
        }
        final int after = taken(partition);
        if (after != before) {
            held += after - before;
            if (after > before && held > least && !isGranted()) {
                flush();
            }
        }
    }

    /** Half of what there is at the most: the output keeps in memory what it is given. */
    private boolean isGranted() {
        final boolean granted = held <= lease.granted() || lease.covers(2 * held);
        lease.shrink(held);
        return granted;
    }

    private void drain(final int partition, final RecordWriter writer) throws IOException {
        writer.drainTo((bytes, offset, length) -> {
            run.environment().counters().shuffleBytesWritten += length;
            output.append(partition, bytes, offset, length);
        });
    }

    /** Hands over everything that waits, and lets the buffers go. */
    void flush() throws IOException {
        for (int i = 0; i < writers.length; i++) {
            if (writers[i] != null) {
                drain(i, writers[i]);
                writers[i] = null;
            }
        }
        held = 0;
        lease.release();
    }

    /** What they may use of so many bytes beside what they have been granted. */
    long wanted(final long bytes) {
        return Math.max(0, Math.min(bytes, writers.length * (WRITER + 2L * full)) - lease.granted());
    }

    void close() {
        lease.release();
    }
}
