package io.kindling.dataflow.run;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Optional;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import io.kindling.api.function.Function;
import io.kindling.api.function.VoidFunction;
import io.kindling.common.RddId;
import io.kindling.dataflow.aggregate.LastingRecords;
import io.kindling.dataflow.memory.SizeEstimator;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.Partitioning;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.TransformKind;
import io.kindling.storage.api.BlockId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** As joins and groups of data sets that are grouped alike make them. */
    @Test
    public void shouldBeKeptWithinWhatTheRuntimePutsThemInto() throws Exception {
        for (final List<Integer> inputs : List.of(List.of(0, 0), List.of(0, 0, 0), List.of(0, 0, 0, 0))) {
            shouldComeAgain(2, group, new Operator.CoGroup(inputs), new Operator.Cache(1, 5, "memory+objects"));
        }
        final Function<Tuple2<Object, Object>, Object> outer = pair -> new Tuple2<>(pair._1, Optional.of(pair._2));
        shouldComeAgain(2, group, transform(TransformKind.MAP, 0, functions.add(outer)), new Operator.Cache(1, 5, "memory+objects"));
    }

    @Test
    public void shouldLeaveRecordsWithoutGroupsAsTheyAre() {
        final LastingRecords lasting = new LastingRecords(new SizeEstimator(), bytes -> false);
        for (final Object record : Arrays.asList(null, "a", new Tuple2<>(1, null), new Tuple3<>(1, "b", null), new Tuple4<>(1, 2, 3, new int[1]),
                Optional.of("c"), Optional.empty(), new ArrayList<>(Arrays.asList(1, null, "d")), List.of(1))) {
            assertSame(record, lasting.of(record));
        }
    }

    /** Two groups of a record must not each take the room that there is for one. */
    @Test
    public void shouldCountTheGroupsOfARecordTogether() throws Exception {
        final List<Object> groups = new ArrayList<>();
        final VoidFunction<Tuple2<Object, Object>> look = pair -> {
            final long[] most = {0};
            final LastingRecords lasting = new LastingRecords(new SizeEstimator(), bytes -> {
                most[0] = Math.max(most[0], bytes);
                return true;
            });
            lasting.of(pair._2);
            final long one = most[0];
            lasting.of(new Tuple2<>(pair._2, Optional.of(pair._2)));
            assertTrue(one + " and " + most[0], most[0] > 1.9 * one && most[0] < 2.1 * one);
            final LastingRecords full = new LastingRecords(new SizeEstimator(), bytes -> bytes < 1.5 * one);
            assertNotNull(full.of(pair));
            assertNull(full.of(new Tuple2<>(pair._2, Optional.of(pair._2))));
            groups.add(pair._1);
        };
        compiler.compile(stage(new Sink.ForEach(functions.add(look)), group)).run(task(0, PLENTY));
        assertEquals(2, groups.size());
    }

    /** A few hundred of them may be more than there is. */
    @Test
    public void shouldAskMoreOftenForLargeValues() throws Exception {
        final String large = "x".repeat(20_000);
        final List<Tuple2<String, String>> records = ints(5_000).stream().map(i -> new Tuple2<>("key", large + i)).toList();
        shuffle(records, new Sink.ShuffleWrite(2, new Partitioning.Hash(1), new Aggregator.None()), 0, PLENTY);
        final List<Long> asked = new ArrayList<>();
        final VoidFunction<Tuple2<Object, Object>> look = pair -> new LastingRecords(new SizeEstimator(), asked::add).of(pair._2);
        compiler.compile(stage(new Sink.ForEach(functions.add(look)), new Operator.ShuffleRead(2, new Aggregator.Group(), null))).run(task(0, PLENTY));
        assertTrue("" + asked, asked.size() > 80);
        for (int i = 1; i < asked.size(); i++) {
            assertTrue("" + asked, asked.get(i) - asked.get(i - 1) < 2 << 20);
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
