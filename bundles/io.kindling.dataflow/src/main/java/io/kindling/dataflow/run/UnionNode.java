package io.kindling.dataflow.run;

import io.kindling.dataflow.code.PipelineKey;
import java.util.Iterator;
import java.util.List;

/** The partitions of several inputs one after the other: each partition is one of one input. */
record UnionNode(List<Node> inputs, List<Integer> partitions) implements Node {

    @Override
    public Iterator<Object> iterate(final TaskRun run, final int partition) throws Exception {
        final int input = inputOf(partition);
        return inputs.get(input).iterate(run, partition - before(input));
    }

    @Override
    public void drive(final TaskRun run, final int partition, final Receiver target) throws Exception {
        final int input = inputOf(partition);
        inputs.get(input).drive(run, partition - before(input), target);
    }

    @Override
    public void describe(final TaskRun run, final int partition, final PipelineKey key) throws Exception {
        final int input = inputOf(partition);
        inputs.get(input).describe(run, partition - before(input), key);
    }

    private int inputOf(final int partition) {
        int rest = partition;
        for (int i = 0; i < inputs.size(); i++) {
            if (rest < partitions.get(i)) {
                return i;
            }
            rest -= partitions.get(i);
        }
        throw new IllegalArgumentException("A union of " + partitions + " partitions has no partition " + partition);
    }

    private int before(final int input) {
        return partitions.subList(0, input).stream().mapToInt(Integer::intValue).sum();
    }
}
