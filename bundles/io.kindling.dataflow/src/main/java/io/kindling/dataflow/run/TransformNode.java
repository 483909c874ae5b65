package io.kindling.dataflow.run;

import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function2;
import io.kindling.dataflow.code.PipelineKey;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.TransformKind;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;

/** A function applied record by record: a step of the push loop, or an iterator around the input's. */
final class TransformNode implements Node {

    /** More steps than that in a row are not nested calls any more: a push loop of thousands would overflow the thread's stack. */
    private static final int MOST_NESTED = 200;

    private static final Set<TransformKind> WHOLE = EnumSet.of(TransformKind.MAP_PARTITIONS, TransformKind.MAP_PARTITIONS_WITH_INDEX,
            TransformKind.MAP_PARTITIONS_KEEPING_KEYS);

    private final TransformKind kind;
    private final Node input;
    private final FunctionBlob function;
    /** How many transforms in a row end here. */
    private final int length;

    TransformNode(final TransformKind kind, final Node input, final FunctionBlob function) {
        this.kind = kind;
        this.input = input;
        this.function = function;
        length = WHOLE.contains(kind) ? 0 : input instanceof TransformNode before ? before.length + 1 : 1;
    }

    @Override
    public Iterator<Object> iterate(final TaskRun run, final int partition) throws Exception {
        if (length == 0) {
            final Object live = functionOf(run);
            return mapPartitions(live, input.iterate(run, partition), partition);
        }
        final LinkedList<TransformIterator.Step> steps = new LinkedList<>();
        Node source = this;
        while (source instanceof TransformNode step && step.length > 0) {
            steps.addFirst(new TransformIterator.Step(step.kind, step.functionOf(run)));
            source = step.input;
        }
        return new TransformIterator(List.copyOf(steps), source.iterate(run, partition), run);
    }

    @Override
    public void drive(final TaskRun run, final int partition, final Receiver target) throws Exception {
        if (length == 0 || length > MOST_NESTED) {
            Node.super.drive(run, partition, target);
            return;
        }
        Receiver receiver = target;
        Node source = this;
        while (source instanceof TransformNode step && step.length > 0) {
            receiver = Steps.of(step.kind, step.functionOf(run), run, receiver);
            source = step.input;
        }
        source.drive(run, partition, receiver);
    }

    @Override
    public void describe(final TaskRun run, final int partition, final PipelineKey key) throws Exception {
        Node source = this;
        while (source instanceof TransformNode step) {
            key.add(step.kind);
            key.add(step.functionOf(run));
            source = step.input;
        }
        source.describe(run, partition, key);
    }

    private Object functionOf(final TaskRun run) throws Exception {
        return kind == TransformKind.KEYS || kind == TransformKind.VALUES ? null : run.function(function);
    }

    @SuppressWarnings("unchecked")
    private Iterator<Object> mapPartitions(final Object live, final Iterator<Object> records, final int partition) throws Exception {
        return kind == TransformKind.MAP_PARTITIONS
                ? Steps.notNull(((FlatMapFunction<Iterator<Object>, Object>) live).call(records), "mapPartitions")
                : Steps.notNull(((Function2<Integer, Iterator<Object>, Iterator<Object>>) live).call(partition, records), "mapPartitionsWithIndex");
    }
}
