package io.kindling.dataflow.run;

import io.kindling.api.function.FlatMapFunction2;
import io.kindling.dataflow.code.PipelineKey;
import io.kindling.protocol.stage.FunctionBlob;
import java.util.Iterator;

/** The partitions of two inputs, pair by pair, through a function. */
record ZipNode(Node left, Node right, FunctionBlob function) implements Node {

    @Override
    public Iterator<Object> iterate(final TaskRun run, final int partition) throws Exception {
        final FlatMapFunction2<Iterator<Object>, Iterator<Object>, Object> live = run.function(function);
        return Steps.notNull(live.call(left.iterate(run, partition), right.iterate(run, partition)), "zipPartitions");
    }

    @Override
    public void describe(final TaskRun run, final int partition, final PipelineKey key) throws Exception {
        key.add(run.function(function));
        left.describe(run, partition, key);
        right.describe(run, partition, key);
    }
}
