package io.kindling.dataflow.run;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Tuple2;
import io.kindling.api.function.Function2;
import io.kindling.dataflow.RawPairs;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordReader;
import io.kindling.dataflow.RecordWriter;
import io.kindling.dataflow.ShuffleAccess.PartitionedOutput;
import io.kindling.dataflow.spill.SpillSpace;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.Partitioning;
import io.kindling.protocol.stage.Sink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.Test;

/** What the buffers of a map output hold, and what of it is counted. */
public class PartitionBuffersTest extends StageTestBase {

    private static final int PARTITIONS = 256;
    /** What fills the buffer of one of them. */
    private static final int FULL = 1 << 16;
    private static final int LEAST = Math.max(SpillSpace.LEAST_BYTES, PARTITIONS << 11);

    private final Writers writers = new Writers();
    private final PartitionedOutput output = new Nowhere();

    /** Knows the writers that have been made, and says of one that is let go that it may not be written to again. */
    private static final class Writers implements RecordCodec {

        private final List<RecordWriter> made = new ArrayList<>();
        private final Set<RecordWriter> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        private int drained;

        @Override
        public RecordWriter writer() {
            final RecordWriter real = TestTask.CODEC.writer();
            final RecordWriter writer = new RecordWriter() {

                @Override
                public void write(final Object record) {
                    assertTrue("counted", !gone.contains(this));
                    real.write(record);
                }

                @Override
                public void writePair(final Object key, final Object value) {
                    real.writePair(key, value);
                }

                @Override
                public int size() {
                    return real.size();
                }

                @Override
                public int capacity() {
                    return real.capacity();
                }

                @Override
                public void drainTo(final Target target) throws IOException {
                    drained++;
                    real.drainTo(target);
                }

                @Override
                public byte[] toByteArray() {
                    return real.toByteArray();
                }
            };
            made.add(writer);
            return writer;
        }

        @Override
        public byte[] encode(final Iterator<?> records) {
            throw new AssertionError();
        }

        @Override
        public List<Object> decode(final byte[] bytes) {
            throw new AssertionError();
        }

        @Override
        public RawPairs pairs(final byte[] bytes) {
            throw new AssertionError();
        }

        @Override
        public RecordReader reader(final byte[] bytes) {
            throw new AssertionError();
        }

        long capacity() {
            return made.stream().mapToLong(RecordWriter::capacity).sum();
        }

        void letGo() {
            gone.addAll(made);
            made.clear();
        }
    }

    /** Throws away what it gets. */
    private static final class Nowhere implements PartitionedOutput {

        @Override
        public void append(final int partition, final byte[] bytes, final int offset, final int length) {
        }

        @Override
        public void commit() {
        }

        @Override
        public void abort() {
        }
    }

    @Test
    public void shouldCountWhatBuffersTakeThatHaveBeenDrained() throws Exception {
        final TestTask task = task(0, PLENTY);
        task.codec = writers;
        try (TaskRun run = new TaskRun(task)) {
            final PartitionBuffers buffers = new PartitionBuffers(run, output, PARTITIONS);
            for (int round = 0; round < 300; round++) {
                for (int i = 0; i < PARTITIONS; i++) {
                    buffers.write(i, new Tuple2<>(i, new byte[1_000]));
                }
                assertTrue(task.taken() + " of " + writers.capacity(), task.taken() + LEAST >= writers.capacity());
            }
            assertTrue("" + writers.capacity(), writers.capacity() > (long) PARTITIONS * FULL);
            assertEquals("drained each, several times", 4 * PARTITIONS, writers.drained);
            assertEquals("used again", PARTITIONS, writers.made.size());
        }
        assertEquals(0, task.taken());
    }

    /** Keeps what it gets as long as memory is granted, then puts it aside. */
    private static final class KeptOutput implements PartitionedOutput {

        private final TestTask task;
        private long kept;
        private long granted;
        private int aside;

        KeptOutput(final TestTask task) {
            this.task = task;
        }

        @Override
        public void append(final int partition, final byte[] bytes, final int offset, final int length) {
            kept += length;
            if (kept > granted) {
                granted += task.acquire(Math.max(kept - granted, 1 << 20));
                if (kept > granted && kept > 1 << 18) {
                    aside++;
                    task.release(granted);
                    granted = 0;
                    kept = 0;
                }
            }
        }

        @Override
        public void commit() {
        }

        @Override
        public void abort() {
        }
    }

    @Test
    public void shouldLeaveMemoryToTheOutput() throws Exception {
        final TestTask task = task(0, 20_000_000);
        final KeptOutput kept = new KeptOutput(task);
        final int records = 100_000;
        try (TaskRun run = new TaskRun(task)) {
            final PartitionBuffers buffers = new PartitionBuffers(run, kept, PARTITIONS);
            for (int i = 0; i < records; i++) {
                buffers.write(i % PARTITIONS, new Tuple2<>(i, new byte[1_000]));
            }
            buffers.flush();
        }
        assertTrue(kept.aside + " times", kept.aside > 0 && kept.aside <= records * 1_000L / 2_000_000);
    }

    /** Else they would be flushed at their least, in batches of a few records. */
    @Test
    public void shouldHaveTheirShareOfTheMemoryWhereStatesAreCombined() throws Exception {
        final FunctionBlob sum = functions.add((Function2<Long, Long, Long>) Long::sum);
        for (final boolean large : new boolean[] {false, true}) {
            final LongFunction<Object> key = i -> large ? "k".repeat(500) + i : (Object) i;
            final List<Tuple2<Object, Long>> pairs = LongStream.range(0, large ? 100_000 : 400_000).mapToObj(i -> new Tuple2<>(key.apply(i), i)).toList();
            shuffles.outputs.clear();
            final TestTask task = shuffle(pairs, new Sink.ShuffleWrite(1, new Partitioning.Hash(PARTITIONS), new Aggregator.Reduce(sum)), 0, 20_000_000);
            final long mean = task.counters.shuffleBytesWritten / shuffles.outputs.get(1).stream().mapToLong(List::size).sum();
            assertTrue(mean + " bytes a batch", mean > (large ? 5_000 : 4_000));
        }
    }

    @Test
    public void shouldLetBuffersGoWhereNoMemoryIsGranted() throws Exception {
        for (final int memory : new int[] {0, 3_000_000}) {
            final TestTask task = task(0, memory);
            task.codec = writers;
            try (TaskRun run = new TaskRun(task)) {
                final PartitionBuffers buffers = new PartitionBuffers(run, output, PARTITIONS);
                int flushes = 0;
                for (int i = 0; i < 100_000; i++) {
                    final int before = writers.drained;
                    buffers.write(i % PARTITIONS, new Tuple2<>(i, new byte[1_000]));
                    if (writers.drained > before + 1) {
                        writers.letGo();
                        flushes++;
                    }
                    assertTrue(task.taken() + " of " + writers.capacity(), task.taken() + LEAST >= writers.capacity());
                }
                assertTrue(flushes + " times", flushes > 10 && flushes <= 100_000L * 1_100 * 2 / (memory / 2 + LEAST) + 10);
                writers.letGo();
            }
        }
    }
}
