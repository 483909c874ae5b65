package io.kindling.dataflow.run;

import io.kindling.dataflow.code.PipelineKey;
import java.util.Iterator;
import java.util.List;

/** Some partitions of the input. */
record PickNode(Node input, List<Integer> partitions) implements Node {

    @Override
    public Iterator<Object> iterate(final TaskRun run, final int partition) throws Exception {
        return input.iterate(run, partitions.get(partition));
    }

    @Override
    public void drive(final TaskRun run, final int partition, final Receiver target) throws Exception {
        input.drive(run, partitions.get(partition), target);
    }

    @Override
    public void describe(final TaskRun run, final int partition, final PipelineKey key) throws Exception {
        key.add(this);
        input.describe(run, partitions.get(partition), key);
    }
}
