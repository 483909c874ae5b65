package io.kindling.dataflow.bench;

import io.kindling.api.Tuple2;
import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function2;
import io.kindling.api.function.PairFunction;
import io.kindling.dataflow.SourcePayloads;
import io.kindling.dataflow.StageCompiler;
import io.kindling.dataflow.StageCompilers;
import io.kindling.dataflow.run.TestTask;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.Builtin;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.KeyOrder;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.Partitioning;
import io.kindling.protocol.stage.RangeSlice;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.StageSpec;
import io.kindling.protocol.stage.TransformKind;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU nanoseconds a record of shuffles of many kinds, on one thread, as they are after each other in one process; not
 * run by the build. Arguments: how many rounds, then names of what to run, none for all.
 */
public final class OperatorBench {

    private static final int PARTITIONS = 4;
    private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));
    private static final StageCompiler COMPILER = StageCompilers.create();
    private static final Aggregator NONE = new Aggregator.None();

    private OperatorBench() {
    }

    private interface Program {
        long run() throws Exception;
    }

    /** A state as an application has it. */
    private static final class Average implements Serializable {

        private static final long serialVersionUID = 1L;
        private double sum;
        private long count;

        Average add(final double value) {
            sum += value;
            count++;
            return this;
        }

        Average add(final Average other) {
            sum += other.sum;
            count += other.count;
            return this;
        }
    }

    private record City(String name, int zip) implements Serializable {
    }

    public static void main(final String[] args) throws Exception {
        final Map<String, Program> programs = programs();
        final List<String> names = args.length > 1 ? Arrays.asList(args).subList(1, args.length) : List.copyOf(programs.keySet());
        final Map<String, Double> best = new TreeMap<>();
        for (int round = Integer.parseInt(args[0]); round > 0; round--) {
            for (final String name : names) {
                System.gc();
                final long before = cpu();
                final long records = programs.get(name).run();
                best.merge(name, (cpu() - before) / (double) records, Math::min);
            }
        }
        names.forEach(name -> System.out.printf("%-24s %7.0f ns a record%n", name, best.get(name)));
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static Map<String, Program> programs() {
        final Map<String, Program> all = new TreeMap<>();
        all.put("sort-bytes", () -> sort(1_000_000, i -> new Tuple2<>(bytes(i, 10), bytes(i + 1, 90)), (Comparator<byte[]> & Serializable) Arrays::compareUnsigned));
        all.put("sort-strings", () -> sort(1_000_000, i -> new Tuple2<>(Long.toHexString(mix(i)), i), null));
        all.put("sort-strings-alike", () -> sort(500_000, i -> new Tuple2<>("http://example.org/" + mix(i), i), null));
        all.put("sort-longs", () -> sort(1_000_000, i -> new Tuple2<>(mix(i), i), null));
        all.put("sort-longs-compared", () -> sort(1_000_000, i -> new Tuple2<>(mix(i), i), (Comparator<Long> & Serializable) (a, b) -> Long.compare(b, a)));
        all.put("sort-tuples", () -> sort(300_000, i -> new Tuple2<>(new Tuple2<>((int) (mix(i) & 1023), i), i),
                (Comparator<Tuple2<Integer, Long>> & Serializable) (a, b) -> a._1.equals(b._1) ? Long.compare(a._2, b._2) : Integer.compare(a._1, b._1)));
        all.put("join-longs", () -> join(500_000, i -> new Tuple2<>(mix(i % 400_000), "left" + i), i -> new Tuple2<>(mix(i % 450_000), "right" + i)));
        all.put("join-strings", () -> join(500_000, i -> new Tuple2<>("user" + i % 400_000, i), i -> new Tuple2<>("user" + i % 450_000, (double) i)));
        all.put("join-few-keys", () -> join(20_000, i -> new Tuple2<>((int) (i % 1000), "left" + i), i -> new Tuple2<>((int) (i % 1000), "right" + i)));
        all.put("cogroup-longs", () -> coGroup(500_000, null, i -> new Tuple2<>(mix(i % 400_000), "left" + i), i -> new Tuple2<>(mix(i % 450_000), "right" + i)));
        all.put("group-longs", () -> reduceSide(1_000_000, i -> new Tuple2<>(mix(i % 100_000), i), NONE, new Aggregator.Group()));
        all.put("group-strings", () -> reduceSide(1_000_000, i -> new Tuple2<>("key" + mix(i % 10_000), "value" + i), NONE, new Aggregator.Group()));
        all.put("distinct-strings", () -> {
            final Aggregator first = new Aggregator.Reduce(FunctionBlob.builtin(Builtin.FIRST_OF_TWO));
            return reduceSide(2_000_000, i -> new Tuple2<>("word" + mix(i % 300_000), null), first, first);
        });
        all.put("distinct-ints", () -> {
            final Aggregator first = new Aggregator.Reduce(FunctionBlob.builtin(Builtin.FIRST_OF_TWO));
            return reduceSide(2_000_000, i -> new Tuple2<>((int) mix(i % 300_000), null), first, first);
        });
        all.put("count-strings", () -> {
            final Aggregator sum = new Aggregator.Reduce(FunctionBlob.builtin(Builtin.SUM_LONG));
            return reduceSide(2_000_000, i -> new Tuple2<>("word" + i % 50_000, 1L), sum, sum);
        });
        all.put("count-long-strings", () -> {
            final Aggregator sum = new Aggregator.Reduce(FunctionBlob.builtin(Builtin.SUM_LONG));
            return reduceSide(2_000_000, i -> new Tuple2<>("https://example.org/page/" + i % 50_000, 1L), sum, sum);
        });
        all.put("sum-tuple-keys", () -> reduced(2_000_000, i -> new Tuple2<>(new Tuple2<>("city" + i % 1000, (int) (i % 12)), 1.0), (a, b) -> (Double) a + (Double) b));
        all.put("sum-record-keys", () -> reduced(1_000_000, i -> new Tuple2<>(new City("city" + i % 1000, (int) (i % 12)), 1.0), (a, b) -> (Double) a + (Double) b));
        all.put("sum-int-keys", () -> reduced(4_000_000, i -> new Tuple2<>((int) (mix(i) & 0xffff), 1), (a, b) -> (Integer) a + (Integer) b));
        all.put("max-strings", () -> reduced(1_000_000, i -> new Tuple2<>(i % 10_000, "v" + mix(i)), (a, b) -> ((String) a).compareTo((String) b) > 0 ? a : b));
        all.put("average-objects", () -> {
            final TestTask.Functions functions = new TestTask.Functions();
            final FunctionBlob add = functions.add((Function2<Average, Double, Average>) Average::add);
            final FunctionBlob merge = functions.add((Function2<Average, Average, Average>) Average::add);
            final Aggregator fold = new Aggregator.Fold(TestTask.CODEC.encode(List.of(new Average()).iterator()), add, merge);
            return run(functions, 2_000_000, i -> new Tuple2<>("city" + i % 1000, i / 3.0), fold, new Operator.ShuffleRead(1, new Aggregator.Reduce(merge), null));
        });
        return all;
    }

    private static byte[] bytes(final long seed, final int length) {
        final byte[] bytes = new byte[length];
        long random = mix(seed);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random;
            random = i % 8 == 7 ? mix(random) : random >>> 8;
        }
        return bytes;
    }

    private static long sort(final long count, final PairFunction<Long, Object, Object> pairs, final Comparator<?> order) throws Exception {
        final TestTask.Functions functions = new TestTask.Functions();
        final FunctionBlob comparator = order == null ? FunctionBlob.builtin(Builtin.NATURAL_ORDER) : functions.add(order);
        return run(functions, count, pairs, NONE, new Operator.ShuffleRead(1, NONE, new KeyOrder(comparator, true)));
    }

    private static long reduced(final long count, final PairFunction<Long, Object, Object> pairs, final Function2<Object, Object, Object> function) throws Exception {
        final TestTask.Functions functions = new TestTask.Functions();
        final Aggregator reduce = new Aggregator.Reduce(functions.add(function));
        return run(functions, count, pairs, reduce, new Operator.ShuffleRead(1, reduce, null));
    }

    private static long reduceSide(final long count, final PairFunction<Long, Object, Object> pairs, final Aggregator before, final Aggregator after) throws Exception {
        return run(new TestTask.Functions(), count, pairs, before, new Operator.ShuffleRead(1, after, null));
    }

    private static long run(final TestTask.Functions functions, final long count, final PairFunction<Long, Object, Object> pairs, final Aggregator before,
                            final Operator read) throws Exception {
        final TestTask.MemoryShuffles shuffles = new TestTask.MemoryShuffles();
        map(functions, shuffles, 1, count, pairs, before);
        finish(functions, shuffles, List.of(read));
        return count;
    }

    private static long join(final long count, final PairFunction<Long, Object, Object> left, final PairFunction<Long, Object, Object> right) throws Exception {
        return coGroup(count, FunctionBlob.builtin(Builtin.INNER_JOIN), left, right);
    }

    private static long coGroup(final long count, final FunctionBlob join, final PairFunction<Long, Object, Object> left, final PairFunction<Long, Object, Object> right)
            throws Exception {
        final TestTask.Functions functions = new TestTask.Functions();
        final TestTask.MemoryShuffles shuffles = new TestTask.MemoryShuffles();
        map(functions, shuffles, 1, count, left, NONE);
        map(functions, shuffles, 2, count, right, NONE);
        final List<Operator> operators = new ArrayList<>(List.of(new Operator.ShuffleRead(1, NONE, null), new Operator.ShuffleRead(2, NONE, null),
                new Operator.CoGroup(List.of(0, 1))));
        if (join != null) {
            operators.add(new Operator.Transform(TransformKind.FLAT_MAP_VALUES, 2, join));
        }
        finish(functions, shuffles, operators);
        return 2 * count;
    }

    private static void map(final TestTask.Functions functions, final TestTask.MemoryShuffles shuffles, final int shuffle, final long count,
                            final PairFunction<Long, Object, Object> pairs, final Aggregator combine) throws Exception {
        final StageSpec stage = new StageSpec(List.of(new Operator.RangeSource(), new Operator.Transform(TransformKind.MAP_TO_PAIR, 0, functions.add(pairs))),
                new Sink.ShuffleWrite(shuffle, new Partitioning.Hash(PARTITIONS), combine) );
        final StageSpec bytes = new StageSpec(stage.operators(), new Sink.ShuffleWrite(shuffle, new Partitioning.RoundRobin(PARTITIONS), combine));
        final boolean keysAreArrays = pairs.call(0L)._1 instanceof byte[];
        for (int i = 0; i < PARTITIONS; i++) {
            final TestTask task = new TestTask(functions, shuffles, FOLDER, i, 1L << 40);
            task.payload(0, SourcePayloads.encode(new RangeSlice(i * (count / PARTITIONS), count / PARTITIONS, 1)));
            COMPILER.compile(keysAreArrays ? bytes : stage).run(task);
        }
    }

    /** As most programs end: by something that wants an iterator. */
    private static void finish(final TestTask.Functions functions, final TestTask.MemoryShuffles shuffles, final List<Operator> operators) throws Exception {
        final List<Operator> all = new ArrayList<>(operators);
        all.add(new Operator.Transform(TransformKind.MAP_PARTITIONS, operators.size() - 1, functions.add((FlatMapFunction<Iterator<Tuple2<?, ?>>, Object>) records -> {
            long hash = 0;
            while (records.hasNext()) {
                final Tuple2<?, ?> pair = records.next();
                hash += pair._1 == null ? 0 : System.identityHashCode(Long.class) & 1;
            }
            return List.<Object>of(hash).iterator();
        })));
        for (int i = 0; i < PARTITIONS; i++) {
            COMPILER.compile(new StageSpec(all, new Sink.Count())).run(new TestTask(functions, shuffles, FOLDER, i, 1L << 40));
        }
    }

    private static long mix(final long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
