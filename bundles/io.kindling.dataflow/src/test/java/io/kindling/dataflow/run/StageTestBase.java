package io.kindling.dataflow.run;

import io.kindling.dataflow.StageCompiler;
import io.kindling.dataflow.StageCompilers;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.StageSpec;
import io.kindling.protocol.stage.TransformKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** Runs stages. */
public abstract class StageTestBase {

    static final long PLENTY = 1L << 40;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    final StageCompiler compiler = StageCompilers.create();
    final TestTask.Functions functions = new TestTask.Functions();
    final TestTask.MemoryShuffles shuffles = new TestTask.MemoryShuffles();

    TestTask task(final int partition, final long memory) {
        return new TestTask(functions, shuffles, folder.getRoot().toPath(), partition, memory);
    }

    static Operator transform(final TransformKind kind, final int input, final FunctionBlob function) {
        return new Operator.Transform(kind, input, function);
    }

    static StageSpec stage(final Sink sink, final Operator... operators) {
        return new StageSpec(List.of(operators), sink);
    }

    /** Runs operators over a collection, which is operator 0, and collects. */
    List<Object> collect(final List<?> input, final Operator... operators) throws Exception {
        return TestTask.CODEC.decode(run(input, new Sink.Collect(), operators));
    }

    byte[] run(final List<?> input, final Sink sink, final Operator... operators) throws Exception {
        final TestTask task = task(0, PLENTY);
        task.payloads.put(0, TestTask.CODEC.encode(input.iterator()));
        final Operator[] all = new Operator[operators.length + 1];
        all[0] = new Operator.CollectionSource();
        System.arraycopy(operators, 0, all, 1, operators.length);
        return compiler.compile(stage(sink, all)).run(task);
    }

    /** Runs a map stage over a collection. */
    TestTask shuffle(final List<?> input, final Sink.ShuffleWrite sink, final int map, final long memory) throws Exception {
        final TestTask task = task(map, memory);
        task.payloads.put(0, TestTask.CODEC.encode(input.iterator()));
        compiler.compile(stage(sink, new Operator.CollectionSource())).run(task);
        return task;
    }

    static List<Integer> ints(final int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    static <T> List<T> list(final Object[] array) {
        @SuppressWarnings("unchecked")
        final List<T> list = (List<T>) Arrays.asList(array);
        return list;
    }
}
