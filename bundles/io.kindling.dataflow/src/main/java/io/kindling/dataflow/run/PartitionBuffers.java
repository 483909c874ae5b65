package io.kindling.dataflow.run;

import io.kindling.dataflow.RecordWriter;
import io.kindling.dataflow.ShuffleAccess.PartitionedOutput;
import io.kindling.dataflow.memory.MemoryLease;
import java.io.IOException;

/** Encoded records on their way into a map output, a buffer a partition. */
final class PartitionBuffers {

    private static final int ALL = 1 << 24;
    private static final int SMALLEST = 1 << 11;
    private static final int LARGEST = 1 << 16;
    /** A buffer that has grown to so many times what fills one is not kept. */
    private static final int MOST_KEPT = 4;

    private final TaskRun run;
    private final PartitionedOutput output;
    private final RecordWriter[] writers;
    private final MemoryLease lease;
    private final int full;
    /** What a writer takes at first. */
    private int empty;
    private long waiting;

    PartitionBuffers(final TaskRun run, final PartitionedOutput output, final int partitions) {
        this.run = run;
        this.output = output;
        this.writers = new RecordWriter[partitions];
        this.lease = run.lease();
        this.full = Math.max(SMALLEST, Math.min(LARGEST, ALL / partitions));
    }

    void write(final int partition, final Object record) throws IOException {
        final RecordWriter writer = writer(partition);
        final int before = writer.size();
        writer.write(record);
        written(partition, writer, before);
    }

    void writePair(final int partition, final Object key, final Object value) throws IOException {
        final RecordWriter writer = writer(partition);
        final int before = writer.size();
        writer.writePair(key, value);
        written(partition, writer, before);
    }

    private RecordWriter writer(final int partition) {
        RecordWriter writer = writers[partition];
        if (writer == null) {
            writer = run.environment().codec().writer();
            writers[partition] = writer;
            empty = writer.capacity();
            waiting += empty;
        }
        return writer;
    }

    private void written(final int partition, final RecordWriter writer, final int before) throws IOException {
        final int size = writer.size();
        waiting += 2L * (size - before);
        if (size >= full) {
            drain(partition, writer);
        } else if (waiting > ALL && !lease.covers(waiting)) {
            flush();
        }
    }

    private void drain(final int partition, final RecordWriter writer) throws IOException {
        waiting -= 2L * writer.size();
        writer.drainTo((bytes, offset, length) -> {
            run.environment().counters().shuffleBytesWritten += length;
            output.append(partition, bytes, offset, length);
        });
        if (writer.capacity() > MOST_KEPT * full) {
            // It had to take a large record. As many such buffers as there are partitions would be more than anybody has granted.
            writers[partition] = null;
            waiting -= empty;
        }
    }

    /** Hands over everything that waits. */
    void flush() throws IOException {
        for (int i = 0; i < writers.length; i++) {
            if (writers[i] != null) {
                drain(i, writers[i]);
            }
        }
    }

    void close() {
        lease.release();
    }
}
