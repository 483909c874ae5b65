package io.kindling.dataflow.run;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.kindling.api.Tuple2;
import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function;
import io.kindling.api.function.Function2;
import io.kindling.dataflow.SourcePayloads;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.Builtin;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.KeyOrder;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.Partitioning;
import io.kindling.protocol.stage.PayloadBundle;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.TextSplit;
import io.kindling.protocol.stage.TransformKind;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.Assume;
import org.junit.Test;

/** A task that goes through many partitions has what one of them takes, not what all of them take. */
public class ManyPartitionsTest extends StageTestBase {

    private static final int PARTITIONS = 40;

    private final FunctionBlob identity = functions.add((FlatMapFunction<Iterator<Object>, Object>) records -> records);

    private void shouldTakeTheMemoryOfOne(final Operator read) throws Exception {
        final TestTask task = task(0, PLENTY);
        final AtomicLong most = new AtomicLong();
        final FunctionBlob look = functions.add((Function<Object, Object>) record -> {
            most.accumulateAndGet(task.taken(), Math::max);
            return record;
        });
        for (final boolean pushed : new boolean[] {true, false}) {
            final Operator last = pushed ? transform(TransformKind.MAP, 1, look) : transform(TransformKind.MAP_PARTITIONS, 2, identity);
            final Operator[] operators = pushed ? new Operator[] {read, new Operator.Coalesce(0, PARTITIONS, 1), last}
                    : new Operator[] {read, new Operator.Coalesce(0, PARTITIONS, 1), transform(TransformKind.MAP, 1, look), last};
            final List<Object> count = TestTask.CODEC.decode(compiler.compile(stage(new Sink.Count(), operators)).run(task));
            assertEquals(List.of(400_000L), count);
        }
        assertTrue("" + most.get(), most.get() > 0 && most.get() < 10 << 20);
    }

    @Test
    public void shouldGiveMemoryBackBehindEachPartition() throws Exception {
        final List<Tuple2<Long, Long>> pairs = LongStream.range(0, 400_000).mapToObj(i -> new Tuple2<>(i, i)).toList();
        shuffle(pairs, new Sink.ShuffleWrite(1, new Partitioning.Hash(PARTITIONS), new Aggregator.None()), 0, PLENTY);
        final FunctionBlob sum = functions.add((Function2<Long, Long, Long>) Long::sum);
        shouldTakeTheMemoryOfOne(new Operator.ShuffleRead(1, new Aggregator.Reduce(sum), null));
        final FunctionBlob natural = new FunctionBlob(FunctionBlob.Language.BUILTIN, new byte[] {(byte) Builtin.NATURAL_ORDER.number()}, true);
        shouldTakeTheMemoryOfOne(new Operator.ShuffleRead(1, new Aggregator.None(), new KeyOrder(natural, true)));
    }

    @Test
    public void shouldCloseEachFile() throws Exception {
        Assume.assumeTrue(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean);
        final UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        final Map<Integer, byte[]> payloads = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            final Path file = Files.writeString(folder.newFile("t" + i).toPath(), "a\nb\n");
            payloads.put(i, SourcePayloads.encode(new TextSplit(file.toString(), 0, 4, 4, Files.getLastModifiedTime(file).toMillis(), false)));
        }
        final TestTask task = task(0, PLENTY);
        task.payload(0, PayloadBundle.of(payloads));
        final long before = system.getOpenFileDescriptorCount();
        final AtomicLong most = new AtomicLong();
        final FunctionBlob look = functions.add((Function<Object, Object>) record -> {
            most.accumulateAndGet(system.getOpenFileDescriptorCount(), Math::max);
            return record;
        });
        final byte[] count = compiler.compile(stage(new Sink.Count(), new Operator.TextSource(), new Operator.Coalesce(0, 300, 1),
                transform(TransformKind.MAP, 1, look), transform(TransformKind.MAP_PARTITIONS, 2, identity))).run(task);
        assertEquals(List.of(600L), TestTask.CODEC.decode(count));
        assertTrue(before + " to " + most.get(), most.get() < before + 100);
    }
}
