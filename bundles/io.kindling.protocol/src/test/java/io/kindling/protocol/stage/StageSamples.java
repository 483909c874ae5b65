package io.kindling.protocol.stage;

import java.util.List;
import java.util.stream.Stream;

/** Stages for tests. */
public final class StageSamples {

    private static final FunctionBlob JAVA = new FunctionBlob(FunctionBlob.Language.JAVA, new byte[] {-84, -19, 0, 5}, false);
    private static final KeyOrder ORDER = new KeyOrder(FunctionBlob.builtin(Builtin.NATURAL_ORDER), false);
    private static final Aggregator FOLD = new Aggregator.Fold(new byte[] {0}, JAVA, FunctionBlob.builtin(Builtin.SUM_LONG));

    private StageSamples() {
    }

    /** A stage, senseless as such, in which every operator occurs. */
    public static StageSpec everyOperator() {
        return new StageSpec(operators(), sinks().get(0), 3);
    }

    /** Stages in which every operator, sink, transform and builtin function occurs. */
    public static List<StageSpec> everyPart() {
        final Stream<StageSpec> sinks = sinks().stream().map(sink -> new StageSpec(operators(), sink, 3));
        final Stream<StageSpec> transforms = Stream.of(TransformKind.values()).map(kind -> counted(new Operator.Transform(kind, 0, null)));
        final Stream<StageSpec> functions = Stream.of(Builtin.values())
                .map(builtin -> counted(new Operator.Transform(TransformKind.MAP, 0, FunctionBlob.builtin(builtin))));
        return Stream.of(sinks, transforms, functions).flatMap(stages -> stages).toList();
    }

    private static StageSpec counted(final Operator operator) {
        return new StageSpec(List.of(operator), new Sink.Count());
    }

    static List<Operator> operators() {
        return List.of(new Operator.CollectionSource(), new Operator.RangeSource(), new Operator.TextSource(),
                new Operator.ShuffleRead(1, new Aggregator.None(), null),
                new Operator.ShuffleRead(2, new Aggregator.Group(), ORDER),
                new Operator.ShuffleRead(3, new Aggregator.Reduce(JAVA), ORDER),
                new Operator.ShuffleRead(300, FOLD, null),
                new Operator.Transform(TransformKind.FLAT_MAP, 2, JAVA),
                new Operator.Transform(TransformKind.KEYS, 7, null),
                new Operator.CoGroup(List.of(3, 4)),
                new Operator.Union(List.of(0, 1), List.of(200, 70_000)),
                new Operator.Cache(10, 5, "MEMORY_ONLY"),
                new Operator.Zip(0, 1, JAVA),
                new Operator.Coalesce(12, 200, 3),
                new Operator.Pick(13, List.of(5, 0, 70_000)),
                new Operator.Cartesian(13, 2, 70_000),
                new Operator.FileSource(FileFormat.OBJECTS),
                new Operator.LostSource("it was kept by executor 3"));
    }

    static List<Sink> sinks() {
        return List.of(new Sink.ShuffleWrite(1, new Partitioning.Range(3, ORDER, new byte[] {1, 2}), FOLD),
                new Sink.ShuffleWrite(2, new Partitioning.Hash(4), new Aggregator.None()),
                new Sink.ShuffleWrite(3, new Partitioning.RoundRobin(5), new Aggregator.None()),
                new Sink.ShuffleWrite(4, new Partitioning.Custom(6, JAVA), new Aggregator.None()),
                new Sink.Collect(), new Sink.Count(), new Sink.Reduce(JAVA), new Sink.Take(10), new Sink.ForEach(JAVA),
                new Sink.SaveText("/out/_temporary/1"), new Sink.SaveText("/out/_temporary/2", "zstd"),
                new Sink.SaveObjects("/out/_temporary/3"), new Sink.SaveObjects("/out/_temporary/4", "lz4"), new Sink.SampleKeys(60, -42));
    }
}
