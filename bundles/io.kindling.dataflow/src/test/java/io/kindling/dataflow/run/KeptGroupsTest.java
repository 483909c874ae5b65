package io.kindling.dataflow.run;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Tuple2;
import io.kindling.api.function.VoidFunction;
import io.kindling.common.RddId;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.Partitioning;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.TransformKind;
import io.kindling.storage.api.BlockId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Test;

/** Groups of more values than are given as a list, where they are to outlast their task. */
public class KeptGroupsTest extends StageTestBase {

    private static final BlockId BLOCK = new BlockId("app", new RddId(5), 0);

    private final Operator group = new Operator.ShuffleRead(1, new Aggregator.Group(), null);
    private final Operator pairs = new Operator.ShuffleRead(1, new Aggregator.None(), null);

    @Before
    public void writeMapOutput() throws Exception {
        final List<Tuple2<String, Integer>> records = ints(20_000).stream().map(i -> new Tuple2<>(i % 3 == 0 ? "one" : "other", i)).toList();
        shuffle(records, new Sink.ShuffleWrite(1, new Partitioning.Hash(1), new Aggregator.None()), 0, PLENTY);
    }

    private List<Object> collect(final TestTask task, final Operator... operators) throws Exception {
        return TestTask.CODEC.decode(compiler.compile(stage(new Sink.Collect(), operators)).run(task));
    }

    private void shouldComeAgain(final int records, final Operator... operators) throws Exception {
        final TestTask task = task(0, PLENTY);
        final List<Object> computed = collect(task, operators);
        assertEquals(records, computed.size());
        assertNotNull(task.blocks.get(BLOCK).objects());
        assertTrue("" + task.blocks.usedBytes(), task.blocks.usedBytes() > 20_000 * 20);
        assertEquals(computed, collect(task, operators));
    }

    @Test
    public void shouldBeKeptAsObjects() throws Exception {
        shouldComeAgain(2, group, new Operator.Cache(0, 5, "memory+objects"));
        shouldComeAgain(2, group, transform(TransformKind.VALUES, 0, null), new Operator.Cache(1, 5, "memory+objects"));
        for (final List<Integer> inputs : List.of(List.of(0, 0), List.of(0, 0, 0), List.of(0, 0, 0, 0))) {
            shouldComeAgain(2, pairs, new Operator.CoGroup(inputs), new Operator.Cache(1, 5, "memory+objects"));
        }
    }

    @Test
    public void shouldPassWhereThereIsNoRoomForThem() throws Exception {
        final TestTask task = task(0, 300_000);
        final List<Object> expected = collect(task(0, PLENTY), group);
        for (int i = 0; i < 2; i++) {
            assertEquals(expected, collect(task, group, new Operator.Cache(0, 5, "memory+objects")));
            assertNull(task.blocks.get(BLOCK));
        }
        assertEquals(expected, collect(task, group, new Operator.Cache(0, 5, "disk+memory+objects")));
        assertEquals(expected, collect(task, group, new Operator.Cache(0, 5, "disk+memory+objects")));
        assertEquals("only a part of it did not fit", 0, task.taken());
    }

    @Test
    public void shouldSayWhatToDoWhenTheirTaskHasEnded() throws Exception {
        for (final long memory : new long[] {PLENTY, 100_000}) {
            final List<Iterable<?>> values = new ArrayList<>();
            final TestTask task = task(0, memory);
            final VoidFunction<Tuple2<Object, Iterable<?>>> stash = group -> values.add(group._2);
            compiler.compile(stage(new Sink.ForEach(functions.add(stash)), group)).run(task);
            assertEquals("spills only if memory is scarce", memory != PLENTY, task.counters.spilledBytes > 0);
            for (final Path file : task.spills) {
                Files.deleteIfExists(file);
            }
            final IllegalStateException e = assertThrows(IllegalStateException.class, () -> values.get(1).iterator().hasNext());
            assertTrue(e.getMessage(), e.getMessage().contains("put them into a list"));
        }
    }
}
