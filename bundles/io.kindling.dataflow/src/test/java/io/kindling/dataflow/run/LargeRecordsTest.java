package io.kindling.dataflow.run;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.RecordWriter;
import io.kindling.dataflow.ShuffleAccess.PartitionedOutput;
import java.lang.ref.WeakReference;
import org.junit.Test;

/** What large records leave behind on their way into a shuffle. */
public class LargeRecordsTest extends StageTestBase {

    private static final int PARTITIONS = 1_000;

    /** Throws away what it gets. */
    private static final class Counting implements PartitionedOutput {

        private long bytes;

        @Override
        public void append(final int partition, final byte[] source, final int offset, final int length) {
            bytes += length;
        }

        @Override
        public void commit() {
        }

        @Override
        public void abort() {
        }
    }

    /** With a buffer of a record's size for each partition, or a record, these would be more than the tests' heap. */
    @Test
    public void shouldKeepNoBufferOfTheirSizeForEachPartition() throws Exception {
        final TestTask task = task(0, 0);
        final Counting output = new Counting();
        try (TaskRun run = new TaskRun(task)) {
            final PartitionBuffers buffers = new PartitionBuffers(run, output, PARTITIONS);
            for (int i = 0; i < PARTITIONS; i++) {
                buffers.write(i, new Tuple2<>(i, new byte[1_000_000]));
                buffers.write(i, new Tuple2<>(i, "small"));
            }
            assertTrue(output.bytes > PARTITIONS * 1_000_000L);
            buffers.flush();
            assertEquals(task.counters.shuffleBytesWritten, output.bytes);
        }
    }

    @Test
    public void shouldNotBeHeldByTheirWriter() throws Exception {
        final RecordWriter writer = TestTask.CODEC.writer();
        final WeakReference<Object> record = written(writer);
        for (int i = 0; i < 50 && record.get() != null; i++) {
            System.gc();
        }
        assertNull(record.get());
        assertEquals(0, writer.size());
    }

    private static WeakReference<Object> written(final RecordWriter writer) throws Exception {
        final Object record = new Tuple2<>("key", new byte[100]);
        writer.write(record);
        writer.drainTo((bytes, offset, length) -> assertTrue(length > 100));
        return new WeakReference<>(record);
    }
}
