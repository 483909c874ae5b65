package io.kindling.dataflow.run;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Tuple2;
import io.kindling.api.function.FlatMapFunction2;
import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function;
import io.kindling.api.function.Function2;
import io.kindling.api.function.PairFlatMapFunction;
import io.kindling.api.function.PairFunction;
import io.kindling.api.function.VoidFunction;
import io.kindling.common.RddId;
import io.kindling.dataflow.SourcePayloads;
import io.kindling.dataflow.TaskKilledException;
import io.kindling.protocol.stage.Builtin;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.PayloadBundle;
import io.kindling.protocol.stage.RangeSlice;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.TextSplit;
import io.kindling.protocol.stage.TransformKind;
import io.kindling.storage.api.BlockId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.Test;

public class OperatorsTest extends StageTestBase {

    private final FunctionBlob identity = functions.add((FlatMapFunction<Iterator<Object>, Object>) records -> records);

    /** Each transform once as a step of the push loop and once as an iterator before mapPartitions. */
    private void shouldGive(final List<?> expected, final List<?> input, final TransformKind kind, final FunctionBlob function) throws Exception {
        assertEquals(expected, collect(input, transform(kind, 0, function)));
        assertEquals(expected, collect(input, transform(kind, 0, function), transform(TransformKind.MAP_PARTITIONS, 1, identity)));
    }

    @Test
    public void shouldTransform() throws Exception {
        final List<Integer> input = ints(2500);
        final List<Tuple2<Integer, Integer>> pairs = input.stream().map(i -> new Tuple2<>(i, i * 2)).toList();
        shouldGive(input.stream().map(i -> i + 1).toList(), input, TransformKind.MAP, functions.add((Function<Integer, Integer>) i -> i + 1));
        shouldGive(input.stream().filter(i -> i % 3 == 0).toList(), input, TransformKind.FILTER, functions.add((Function<Integer, Boolean>) i -> i % 3 == 0));
        shouldGive(input.stream().flatMap(i -> Stream.of(i, -i).limit(i % 3)).toList(), input, TransformKind.FLAT_MAP,
                functions.add((FlatMapFunction<Integer, Integer>) i -> Stream.of(i, -i).limit(i % 3).iterator()));
        shouldGive(pairs, input, TransformKind.MAP_TO_PAIR, functions.add((PairFunction<Integer, Integer, Integer>) i -> new Tuple2<>(i, i * 2)));
        shouldGive(pairs, input, TransformKind.FLAT_MAP_TO_PAIR,
                functions.add((PairFlatMapFunction<Integer, Integer, Integer>) i -> List.of(new Tuple2<>(i, i * 2)).iterator()));
        shouldGive(pairs.stream().map(p -> new Tuple2<>(p._1, "v" + p._2)).toList(), pairs, TransformKind.MAP_VALUES,
                functions.add((Function<Integer, String>) v -> "v" + v));
        shouldGive(pairs.stream().flatMap(p -> Stream.of(new Tuple2<>(p._1, p._2), new Tuple2<>(p._1, 0))).toList(), pairs, TransformKind.FLAT_MAP_VALUES,
                functions.add((FlatMapFunction<Integer, Integer>) v -> List.of(v, 0).iterator()));
        shouldGive(input, pairs, TransformKind.KEYS, null0());
        shouldGive(pairs.stream().map(p -> p._2).toList(), pairs, TransformKind.VALUES, null0());
        shouldGive(List.of(), List.of(), TransformKind.MAP, functions.add((Function<Integer, Integer>) i -> i));
    }

    /** On a small stack, so that the depth of calls is what is tested. */
    @Test
    public void shouldRunThousandsOfStepsInARow() throws Exception {
        final FunctionBlob plusOne = functions.add((Function<Integer, Integer>) i -> i + 1);
        final FunctionBlob even = functions.add((Function<Integer, Boolean>) i -> i % 2 == 0);
        final FunctionBlob same = functions.add((FlatMapFunction<Integer, Integer>) i -> List.of(i).iterator());
        final List<Operator> operators = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            operators.add(transform(i % 3 == 0 ? TransformKind.FLAT_MAP : TransformKind.MAP, i, i % 3 == 0 ? same : plusOne));
        }
        operators.add(transform(TransformKind.FILTER, 10_000, even));
        final List<Integer> expected = ints(100).stream().map(i -> i + 6_666).filter(i -> i % 2 == 0).toList();
        assertEquals(expected, onSmallStack(() -> collect(ints(100), operators.toArray(Operator[]::new))));
        operators.add(transform(TransformKind.MAP_PARTITIONS, 10_001, identity));
        assertEquals(expected, onSmallStack(() -> collect(ints(100), operators.toArray(Operator[]::new))));
    }

    private static <T> T onSmallStack(final Callable<T> work) throws Exception {
        final FutureTask<T> task = new FutureTask<>(work);
        final Thread thread = new Thread(null, task, "small-stack", 512 << 10);
        thread.setDaemon(true);
        thread.start();
        return task.get(30, TimeUnit.SECONDS);
    }

    private static FunctionBlob null0() {
        return new FunctionBlob(FunctionBlob.Language.BUILTIN, new byte[0], true);
    }

    @Test
    public void shouldTellAFunctionThePartition() throws Exception {
        final FunctionBlob numbered = functions.add((Function2<Integer, Iterator<Integer>, Iterator<Integer>>) (partition, records) ->
                List.of(partition, records.next()).iterator());
        assertEquals(List.of(0, 7), collect(List.of(7), transform(TransformKind.MAP_PARTITIONS_WITH_INDEX, 0, numbered)));
        assertEquals(List.of(0, 7), collect(List.of(7), transform(TransformKind.MAP_PARTITIONS_KEEPING_KEYS, 0, numbered)));
    }

    @Test
    public void shouldZipPartitions() throws Exception {
        final FunctionBlob sums = functions.add((FlatMapFunction2<Iterator<Integer>, Iterator<Integer>, Integer>) (here, there) ->
                List.of(here.next() + there.next(), here.next() + there.next()).iterator());
        final FunctionBlob plusTen = functions.add((Function<Integer, Integer>) i -> i + 10);
        assertEquals(List.of(12, 14), collect(List.of(1, 2), transform(TransformKind.MAP, 0, plusTen), new Operator.Zip(0, 1, sums)));
    }

    @Test
    public void shouldReadNeighbouringPartitionsTogether() throws Exception {
        final TestTask task = task(1, PLENTY);
        final Map<Integer, byte[]> payloads = new LinkedHashMap<>();
        for (int i = 2; i < 5; i++) {
            payloads.put(i, TestTask.CODEC.encode(List.of(i, -i).iterator()));
        }
        task.payloads.put(0, PayloadBundle.of(payloads));
        final FunctionBlob same = functions.add((Function<Integer, Integer>) i -> i);
        for (final TransformKind kind : List.of(TransformKind.MAP, TransformKind.MAP_PARTITIONS)) {
            final byte[] result = compiler.compile(stage(new Sink.Collect(), new Operator.CollectionSource(), transform(TransformKind.MAP, 0, same),
                    new Operator.Coalesce(1, 5, 2), transform(kind, 2, kind == TransformKind.MAP ? same : identity))).run(task);
            assertEquals(List.of(2, -2, 3, -3, 4, -4), TestTask.CODEC.decode(result));
        }
    }

    @Test
    public void shouldPairEveryRecordWithEveryOther() throws Exception {
        final List<Integer> lefts = ints(2_500);
        final FunctionBlob few = functions.add((Function<Integer, Boolean>) i -> i < 3);
        final List<Object> pairs = collect(lefts, transform(TransformKind.FILTER, 0, few), new Operator.Cartesian(0, 1, 1));
        assertEquals(7_500, pairs.size());
        assertEquals(7_500, new HashSet<>(pairs).size());
        final FunctionBlob none = functions.add((Function<Integer, Boolean>) i -> false);
        assertEquals(List.of(), collect(lefts, transform(TransformKind.FILTER, 0, none), new Operator.Cartesian(0, 1, 1)));
        assertEquals(List.of(), collect(lefts, transform(TransformKind.FILTER, 0, none), new Operator.Cartesian(1, 0, 1)));
    }

    @Test
    public void shouldHoldNoMoreOfOneSideOfAProductThanMemoryAllows() throws Exception {
        final int records = 50;
        final int size = 100_000;
        for (final long memory : new long[] {PLENTY, 1_500_000, 0}) {
            final AtomicInteger made = new AtomicInteger();
            final List<Integer> ahead = new ArrayList<>();
            final FunctionBlob make = functions.add((Function<Integer, Tuple2<Integer, byte[]>>) i -> new Tuple2<>(made.getAndIncrement(), new byte[size]));
            final FunctionBlob look = functions.add((Function<Tuple2<Tuple2<Integer, byte[]>, Integer>, Integer>) pair -> {
                ahead.add(made.get() - pair._1._1);
                return pair._1._1 * 2 + pair._2;
            });
            final TestTask task = task(0, memory);
            task.payloads.put(0, TestTask.CODEC.encode(ints(records).iterator()));
            task.payloads.put(2, TestTask.CODEC.encode(ints(2).iterator()));
            final List<Object> found = TestTask.CODEC.decode(compiler.compile(stage(new Sink.Collect(), new Operator.CollectionSource(),
                    transform(TransformKind.MAP, 0, make), new Operator.CollectionSource(), new Operator.Cartesian(1, 2, 1),
                    transform(TransformKind.MAP, 3, look))).run(task));
            assertEquals(new HashSet<>(ints(2 * records)), new HashSet<>(found));
            assertEquals(2 * records, found.size());
            final int most = Collections.max(ahead);
            assertEquals(most + " with " + memory, memory == PLENTY, most == records);
            assertTrue(most + " with " + memory, memory == PLENTY || most <= 3 + memory / size);
            assertEquals(0, task.taken());
        }
    }

    @Test
    public void shouldBringItsOwnFunctions() throws Exception {
        assertEquals(Collections.singletonList(new Tuple2<>("a", null)), collect(List.of("a"),
                transform(TransformKind.MAP_TO_PAIR, 0, FunctionBlob.builtin(Builtin.PAIR_WITH_NULL))));
        assertEquals(List.of(new Tuple2<>("a", 1L)), collect(List.of(new Tuple2<>("a", "b")),
                transform(TransformKind.MAP, 0, FunctionBlob.builtin(Builtin.COUNT_ONE))));
        final Tuple2<?, ?> lists = new Tuple2<>(List.of(1, 2), List.of("x", "y"));
        assertEquals(List.of(new Tuple2<>(1, "x"), new Tuple2<>(1, "y"), new Tuple2<>(2, "x"), new Tuple2<>(2, "y")),
                collect(List.of(new Tuple2<>("k", lists), new Tuple2<>("l", new Tuple2<>(List.of(), List.of(1))), new Tuple2<>("l", new Tuple2<>(List.of(1), List.of()))),
                        transform(TransformKind.FLAT_MAP_VALUES, 0, FunctionBlob.builtin(Builtin.INNER_JOIN)), transform(TransformKind.VALUES, 1, null0())));
        assertEquals(List.of(6L), TestTask.CODEC.decode(run(List.of(1L, 2L, 3L), new Sink.Reduce(FunctionBlob.builtin(Builtin.SUM_LONG)))));
        assertEquals(List.of("a"), TestTask.CODEC.decode(run(List.of("a", "b"), new Sink.Reduce(FunctionBlob.builtin(Builtin.FIRST_OF_TWO)))));
    }

    @Test
    public void shouldNotBufferWhatFlatMapGives() throws Exception {
        final FunctionBlob endless = functions.add((FlatMapFunction<Integer, Long>) i -> LongStream.iterate(0, l -> l + 1).boxed().iterator());
        final List<Long> first = LongStream.range(0, 5000).boxed().toList();
        assertEquals(first, TestTask.CODEC.decode(run(List.of(1), new Sink.Take(5000), transform(TransformKind.FLAT_MAP, 0, endless))));
        assertEquals(first, TestTask.CODEC.decode(run(List.of(1), new Sink.Take(5000), transform(TransformKind.FLAT_MAP, 0, endless),
                transform(TransformKind.MAP_PARTITIONS, 1, identity))));
    }

    @Test
    public void shouldEndAKilledTask() {
        final FunctionBlob endless = functions.add((FlatMapFunction<Integer, Long>) i -> LongStream.iterate(0, l -> l + 1).boxed().iterator());
        final TestTask task = task(0, PLENTY);
        task.killAfter = 10;
        task.payloads.put(0, TestTask.CODEC.encode(List.of(1).iterator()));
        assertThrows(TaskKilledException.class, () -> compiler.compile(stage(new Sink.Count(), new Operator.CollectionSource(),
                transform(TransformKind.FLAT_MAP, 0, endless))).run(task));
    }

    @Test
    public void shouldThrowWhatAFunctionThrows() {
        final IOException checked = new IOException("mine");
        final FunctionBlob failing = functions.add((Function<Integer, Integer>) i -> {
            throw checked;
        });
        assertSame(checked, assertThrows(IOException.class, () -> collect(ints(3), transform(TransformKind.MAP, 0, failing))));
        assertSame(checked, assertThrows(IOException.class, () -> collect(ints(3), transform(TransformKind.MAP, 0, failing),
                transform(TransformKind.MAP_PARTITIONS, 1, identity))));
        final Error error = new AssertionError("mine");
        final FunctionBlob worse = functions.add((Function<Integer, Integer>) i -> {
            throw error;
        });
        assertSame(error, assertThrows(AssertionError.class, () -> collect(ints(3), transform(TransformKind.MAP, 0, worse))));
        final FunctionBlob none = functions.add((FlatMapFunction<Integer, Integer>) i -> null);
        assertTrue(assertThrows(NullPointerException.class, () -> collect(ints(1), transform(TransformKind.FLAT_MAP, 0, none)))
                .getMessage().contains("flatMap"));
    }

    @Test
    public void shouldCountUpARange() throws Exception {
        for (final RangeSlice slice : List.of(new RangeSlice(5, 3000, 7), new RangeSlice(0, 0, 1), new RangeSlice(3, 4, -2),
                new RangeSlice(Long.MAX_VALUE - 1, 2, 1))) {
            final List<Long> expected = LongStream.range(0, slice.count()).map(i -> slice.first() + i * slice.step()).boxed().toList();
            final TestTask task = task(0, PLENTY);
            task.payloads.put(0, SourcePayloads.encode(slice));
            assertEquals(expected, TestTask.CODEC.decode(compiler.compile(stage(new Sink.Collect(), new Operator.RangeSource())).run(task)));
            assertEquals(expected, TestTask.CODEC.decode(compiler.compile(stage(new Sink.Collect(), new Operator.RangeSource(),
                    transform(TransformKind.MAP_PARTITIONS, 0, identity))).run(task)));
            assertEquals(2 * slice.count(), task.counters.recordsRead);
        }
        assertThrows(IllegalArgumentException.class, () -> SourcePayloads.rangeSlice(new byte[3]));
        assertThrows(IllegalArgumentException.class, () -> SourcePayloads.textSplit(new byte[] {127, 0, 0, 0}));
    }

    @Test
    public void shouldReadTextAndSaveIt() throws Exception {
        final Path file = folder.newFile("in.txt").toPath();
        Files.writeString(file, "a b\n\u4e2d c\r\n\nlast");
        final TextSplit split = new TextSplit(file.toString(), 0, Files.size(file), Files.size(file), Files.getLastModifiedTime(file).toMillis(), false);
        final TestTask task = task(3, PLENTY);
        task.payloads.put(0, SourcePayloads.encode(split));
        final byte[] result = compiler.compile(stage(new Sink.SaveText(folder.getRoot().toString()), new Operator.TextSource())).run(task);
        assertEquals(List.of("part-00003-77"), TestTask.CODEC.decode(result));
        assertEquals("a b\n\u4e2d c\n\nlast\n", Files.readString(folder.getRoot().toPath().resolve("part-00003-77")));
        assertEquals(4, task.counters.recordsRead);
        assertEquals(List.of("a b", "\u4e2d c", "", "last"), TestTask.CODEC.decode(compiler.compile(stage(new Sink.Collect(), new Operator.TextSource(),
                transform(TransformKind.MAP_PARTITIONS, 0, identity))).run(task)));
    }

    @Test
    public void shouldLeaveNoFileOfAFailedSave() throws Exception {
        final FunctionBlob failing = functions.add((Function<Integer, Integer>) i -> {
            throw new IllegalStateException("mine");
        });
        assertThrows(IllegalStateException.class, () -> run(ints(3), new Sink.SaveText(folder.getRoot().toString()), transform(TransformKind.MAP, 0, failing)));
        assertFalse(Files.exists(folder.getRoot().toPath().resolve("part-00000-77")));
        assertTrue(assertThrows(IOException.class, () -> run(ints(3), new Sink.SaveText(folder.getRoot() + "/none"))).getMessage().contains("none is missing"));
    }

    @Test
    public void shouldUnitePartitionsOneAfterTheOther() throws Exception {
        final Operator[] operators = {new Operator.RangeSource(), new Operator.CollectionSource(), new Operator.Union(List.of(0, 1), List.of(2, 3))};
        for (int partition = 0; partition < 5; partition++) {
            final TestTask task = task(partition, PLENTY);
            task.payloads.put(0, SourcePayloads.encode(new RangeSlice(partition, 1, 1)));
            task.payloads.put(1, TestTask.CODEC.encode(List.of("c" + partition).iterator()));
            final List<?> expected = partition < 2 ? List.of((long) partition) : List.of("c" + partition);
            assertEquals(expected, TestTask.CODEC.decode(compiler.compile(stage(new Sink.Collect(), operators)).run(task)));
        }
    }

    @Test
    public void shouldComputeACachedPartitionOnceAndKnowItsOwnNumber() throws Exception {
        final List<Integer> calls = new ArrayList<>();
        final FunctionBlob counting = functions.add((Function<Integer, Integer>) i -> {
            calls.add(i);
            return i * 10;
        });
        final Operator[] operators = {new Operator.RangeSource(), new Operator.CollectionSource(), transform(TransformKind.MAP, 1, counting),
            new Operator.Cache(2, 9, "memory+objects"), new Operator.Union(List.of(0, 3), List.of(4, 2))};
        final TestTask task = task(5, PLENTY);
        task.payloads.put(1, TestTask.CODEC.encode(List.of(1, 2, 3).iterator()));
        for (final Sink sink : List.of(new Sink.Take(1), new Sink.Collect(), new Sink.Collect())) {
            final int expected = sink instanceof Sink.Take ? 1 : 3;
            assertEquals(expected, TestTask.CODEC.decode(compiler.compile(stage(sink, operators)).run(task)).size());
        }
        assertEquals("once for take, which ended early, once more in full", List.of(1, 1, 2, 3), calls);
        assertEquals(List.of(10, 20, 30), List.of(task.blocks.get(new BlockId("app", new RddId(9), 1)).objects()));
        assertEquals(0, task.taken());
        task.blocks.removeAll("app");
        final byte[] result = compiler.compile(stage(new Sink.Collect(), operators[0], operators[1], operators[2], operators[3], operators[4],
                transform(TransformKind.MAP_PARTITIONS, 4, identity))).run(task);
        assertEquals(List.of(10, 20, 30), TestTask.CODEC.decode(result));
        assertTrue(task.blocks.usedBytes() > 0);
    }

    @Test
    public void shouldNotCacheWithoutMemory() throws Exception {
        final TestTask task = task(0, 500);
        task.payloads.put(0, TestTask.CODEC.encode(ints(1000).iterator()));
        assertEquals(ints(1000), TestTask.CODEC.decode(compiler.compile(stage(new Sink.Collect(), new Operator.CollectionSource(),
                new Operator.Cache(0, 1, "memory+objects"))).run(task)));
        assertEquals(0, task.blocks.usedBytes());
        assertEquals(0, task.taken());
    }

    @Test
    public void shouldGiveResults() throws Exception {
        assertEquals(List.of(5L), TestTask.CODEC.decode(run(ints(5), new Sink.Count())));
        assertEquals(List.of(0L), TestTask.CODEC.decode(run(List.of(), new Sink.Count())));
        final FunctionBlob sum = functions.add((Function2<Integer, Integer, Integer>) Integer::sum);
        assertEquals(List.of(10), TestTask.CODEC.decode(run(ints(5), new Sink.Reduce(sum))));
        assertEquals(List.of(), TestTask.CODEC.decode(run(List.of(), new Sink.Reduce(sum))));
        assertEquals(Collections.singletonList(null), TestTask.CODEC.decode(run(Collections.singletonList(null), new Sink.Reduce(sum))));
        for (int limit = 0; limit < 7; limit++) {
            assertEquals(ints(Math.min(5, limit)), TestTask.CODEC.decode(run(ints(5), new Sink.Take(limit))));
        }
        final List<Object> seen = new ArrayList<>();
        assertEquals(0, run(ints(5), new Sink.ForEach(functions.add((VoidFunction<Object>) seen::add))).length);
        assertEquals(ints(5), seen);
    }

    @Test
    public void shouldSampleKeysEvenly() throws Exception {
        final List<Tuple2<Integer, String>> pairs = IntStream.range(0, 10_000).mapToObj(i -> new Tuple2<>(i, "v")).toList();
        final List<Object> sample = TestTask.CODEC.decode(run(pairs, new Sink.SampleKeys(100, 7)));
        assertEquals(10_000L, sample.get(0));
        assertEquals(101, new HashSet<>(sample).size());
        final double mean = sample.stream().skip(1).mapToInt(k -> (Integer) k).average().orElseThrow();
        assertEquals(5000, mean, 1200);
        assertEquals(sample, TestTask.CODEC.decode(run(pairs, new Sink.SampleKeys(100, 7))));
        assertEquals(List.of(1L, 3), TestTask.CODEC.decode(run(List.of(new Tuple2<>(3, 4)), new Sink.SampleKeys(100, 7))));
        assertEquals(List.of(0L), TestTask.CODEC.decode(run(List.of(), new Sink.SampleKeys(100, 7))));
    }

    @Test
    public void shouldRefuseMalformedStages() {
        assertThrows(IllegalArgumentException.class, () -> compiler.compile(stage(new Sink.Count())));
        assertThrows(IllegalArgumentException.class, () -> compiler.compile(stage(new Sink.Count(), transform(TransformKind.KEYS, 0, identity))));
        assertThrows(IllegalArgumentException.class, () -> compiler.compile(stage(new Sink.Count(), new Operator.CollectionSource(),
                new Operator.CoGroup(List.of(0)))));
        assertThrows(IllegalArgumentException.class, () -> compiler.compile(stage(new Sink.Count(), new Operator.CollectionSource(),
                new Operator.Union(List.of(0), List.of()))));
    }

    @Test
    public void shouldBehaveAsAnIterator() {
        final Iterator<Object> none = new Lookahead() {
            @Override
            boolean advance() {
                return false;
            }
        };
        assertFalse(none.hasNext());
        assertThrows(NoSuchElementException.class, none::next);
    }
}
