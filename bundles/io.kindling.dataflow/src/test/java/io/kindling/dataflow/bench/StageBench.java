package io.kindling.dataflow.bench;

import io.kindling.api.Tuple2;
import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function;
import io.kindling.api.function.Function2;
import io.kindling.api.function.PairFlatMapFunction;
import io.kindling.api.function.PairFunction;
import io.kindling.dataflow.SourcePayloads;
import io.kindling.dataflow.StageCompiler;
import io.kindling.dataflow.StageCompilers;
import io.kindling.dataflow.StageProgram;
import io.kindling.dataflow.run.TestTask;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.Partitioning;
import io.kindling.protocol.stage.RangeSlice;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.StageSpec;
import io.kindling.protocol.stage.TextSplit;
import io.kindling.protocol.stage.TransformKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * CPU seconds of two programs through the stage compiler, on one thread; not run by the build. Arguments: a text file,
 * how many rounds, what to run out of {@code w} (word count), {@code s} (sum by key), {@code p} (other lambdas over
 * the same loop code first, as in an executor that has run other stages).
 */
public final class StageBench {

    private static final int PARTITIONS = 8;
    /** One for all, as in an executor. */
    private static final StageCompiler COMPILER = StageCompilers.create();
    private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

    private StageBench() {
    }

    public static void main(final String[] args) throws Exception {
        final int rounds = Integer.parseInt(args[1]);
        for (final char what : args[2].toCharArray()) {
            for (int round = 0; round < rounds; round++) {
                final long cpu = cpu();
                final long wall = System.nanoTime();
                final Object result = what == 'w' ? wordCount(Path.of(args[0])) : what == 's' ? sumByKey(20_000_000) : pollute();
                System.out.printf("%s round %d: cpu %.2f s, wall %.2f s, %s%n", what, round, (cpu() - cpu) / 1e9, (System.nanoTime() - wall) / 1e9, result);
            }
        }
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static Object wordCount(final Path file) throws Exception {
        final TestTask.Functions functions = new TestTask.Functions();
        final Aggregator sum = new Aggregator.Reduce(functions.add((Function2<Integer, Integer, Integer>) Integer::sum));
        final StageProgram map = COMPILER.compile(new StageSpec(List.of(new Operator.TextSource(),
                new Operator.Transform(TransformKind.FLAT_MAP, 0, functions.add((FlatMapFunction<String, String>) line -> Arrays.asList(line.split(" ")).iterator())),
                new Operator.Transform(TransformKind.MAP_TO_PAIR, 1, functions.add((PairFunction<String, String, Integer>) word -> new Tuple2<>(word, 1)))),
                new Sink.ShuffleWrite(1, new Partitioning.Hash(PARTITIONS), sum)));
        final long length = Files.size(file);
        final TestTask.MemoryShuffles shuffles = new TestTask.MemoryShuffles();
        for (int i = 0; i < PARTITIONS; i++) {
            final TestTask task = new TestTask(functions, shuffles, FOLDER, i, 1L << 40);
            final long start = length * i / PARTITIONS;
            task.payload(0, SourcePayloads.encode(new TextSplit(file.toString(), start, length * (i + 1) / PARTITIONS - start, length,
                    Files.getLastModifiedTime(file).toMillis(), false)));
            map.run(task);
        }
        return count(functions, shuffles, new Operator.ShuffleRead(1, sum, null));
    }

    private static Object sumByKey(final long count) throws Exception {
        final TestTask.Functions functions = new TestTask.Functions();
        final Aggregator sum = new Aggregator.Fold(TestTask.CODEC.encode(List.of(0.0).iterator()),
                functions.add((Function2<Double, Double, Double>) Double::sum), functions.add((Function2<Double, Double, Double>) Double::sum));
        final PairFlatMapFunction<Long, Long, Double> generate = chunk -> new Pairs(chunk * 100_000, chunk * 100_000 + 100_000);
        final StageProgram map = COMPILER.compile(new StageSpec(List.of(new Operator.RangeSource(),
                new Operator.Transform(TransformKind.FLAT_MAP_TO_PAIR, 0, functions.add(generate))),
                new Sink.ShuffleWrite(1, new Partitioning.Hash(PARTITIONS), sum)));
        final TestTask.MemoryShuffles shuffles = new TestTask.MemoryShuffles();
        for (int i = 0; i < PARTITIONS; i++) {
            final TestTask task = new TestTask(functions, shuffles, FOLDER, i, 1L << 40);
            task.payload(0, SourcePayloads.encode(new RangeSlice(i * (count / 100_000 / PARTITIONS), count / 100_000 / PARTITIONS, 1)));
            map.run(task);
        }
        return count(functions, shuffles, new Operator.ShuffleRead(1, sum, null));
    }

    /** What an ordinary program would write. */
    private static final class Pairs implements Iterator<Tuple2<Long, Double>> {

        private final long end;
        private long at;

        Pairs(final long start, final long end) {
            this.at = start;
            this.end = end;
        }

        @Override
        public boolean hasNext() {
            return at < end;
        }

        @Override
        public Tuple2<Long, Double> next() {
            final long random = mix(303 * 0x632be59bd9b4e019L + (at + 1) * 0x9e3779b97f4a7c15L);
            final long other = mix(304 * 0x632be59bd9b4e019L + (at++ + 1) * 0x9e3779b97f4a7c15L);
            return new Tuple2<>(mix(Long.remainderUnsigned(random, 100_000)), (other >>> 44) / 1024.0);
        }
    }

    private static Object count(final TestTask.Functions functions, final TestTask.MemoryShuffles shuffles, final Operator read) throws Exception {
        final StageProgram reduce = COMPILER.compile(new StageSpec(List.of(read), new Sink.Count()));
        long keys = 0;
        for (int i = 0; i < PARTITIONS; i++) {
            keys += (Long) TestTask.CODEC.decode(reduce.run(new TestTask(functions, shuffles, FOLDER, i, 1L << 40))).get(0);
        }
        return keys + " keys";
    }

    private static Object pollute() throws Exception {
        final SplittableRandom random = new SplittableRandom(1);
        final TestTask.Functions functions = new TestTask.Functions();
        final List<Function<Long, Object>> maps = List.of(i -> i + 1, i -> "k" + i % 100, i -> (double) i, i -> (int) (i % 50));
        for (final Function<Long, Object> map : maps) {
            final StageProgram program = COMPILER.compile(new StageSpec(List.of(new Operator.RangeSource(),
                    new Operator.Transform(TransformKind.MAP, 0, functions.add(map)),
                    new Operator.Transform(TransformKind.FLAT_MAP, 1, functions.add((FlatMapFunction<Object, Object>) v -> List.of(v, v).iterator())),
                    new Operator.Transform(TransformKind.FILTER, 2, functions.add((Function<Object, Boolean>) v -> random.nextInt(10) > 0)),
                    new Operator.Transform(TransformKind.MAP_TO_PAIR, 3, functions.add((PairFunction<Object, Object, Long>) v -> new Tuple2<>(v, 1L))),
                    new Operator.Transform(TransformKind.FLAT_MAP_TO_PAIR, 4, functions.add((PairFlatMapFunction<Object, Object, Object>) v -> List.of((Tuple2<Object, Object>) v).iterator()))),
                    new Sink.ShuffleWrite(1, new Partitioning.Hash(PARTITIONS), new Aggregator.Reduce(functions.add((Function2<Long, Long, Long>) (a, b) -> Math.max(a, b) + 1)))));
            final TestTask task = new TestTask(functions, new TestTask.MemoryShuffles(), FOLDER, 0, 1L << 40);
            task.payload(0, SourcePayloads.encode(new RangeSlice(0, 500_000, 1)));
            program.run(task);
        }
        return "other lambdas";
    }

    private static long mix(final long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
