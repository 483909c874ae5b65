package io.kindling.dataflow.run;

import io.kindling.api.function.FlatMapFunction;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.TransformKind;
import java.util.Iterator;

/** A function applied record by record: a step of the push loop, or an iterator around the input's. */
final class TransformNode implements Node {

    private final TransformKind kind;
    private final Node input;
    private final FunctionBlob function;

    TransformNode(final TransformKind kind, final Node input, final FunctionBlob function) {
        this.kind = kind;
        this.input = input;
        this.function = function;
    }

    @Override
    public Iterator<Object> iterate(final TaskRun run, final int partition) throws Exception {
        final Object live = functionOf(run);
        final Iterator<Object> records = input.iterate(run, partition);
        return kind == TransformKind.MAP_PARTITIONS ? mapPartitions(live, records) : new TransformIterator(kind, live, records, run);
    }

    @Override
    public void drive(final TaskRun run, final int partition, final Receiver target) throws Exception {
        if (kind == TransformKind.MAP_PARTITIONS) {
            Node.super.drive(run, partition, target);
        } else {
            input.drive(run, partition, Steps.of(kind, functionOf(run), run, target));
        }
    }

    private Object functionOf(final TaskRun run) throws Exception {
        return kind == TransformKind.KEYS || kind == TransformKind.VALUES ? null : run.function(function);
    }

    @SuppressWarnings("unchecked")
    private static Iterator<Object> mapPartitions(final Object function, final Iterator<Object> records) throws Exception {
        final Iterator<Object> result = ((FlatMapFunction<Iterator<Object>, Object>) function).call(records);
        return Steps.notNull(result, "mapPartitions");
    }
}
