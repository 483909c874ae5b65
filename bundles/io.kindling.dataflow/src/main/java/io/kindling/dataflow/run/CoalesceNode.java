package io.kindling.dataflow.run;

import io.kindling.dataflow.code.PipelineKey;
import io.kindling.protocol.stage.Operator;
import java.util.Iterator;

/** Neighbouring partitions of the input one after the other. */
record CoalesceNode(Node input, int inputs, int partitions) implements Node {

    @Override
    public Iterator<Object> iterate(final TaskRun run, final int partition) {
        final int end = Operator.Coalesce.first(inputs, partitions, partition + 1);
        return new Lookahead() {
            private int next = Operator.Coalesce.first(inputs, partitions, partition);
            private Iterator<Object> records;

            @Override
            boolean advance() throws Exception {
                while (records == null || !records.hasNext()) {
                    if (next == end) {
                        return false;
                    }
                    records = input.iterate(run, next++);
                }
                return found(records.next());
            }
        };
    }

    @Override
    public void drive(final TaskRun run, final int partition, final Receiver target) throws Exception {
        final int end = Operator.Coalesce.first(inputs, partitions, partition + 1);
        run.parts().mark();
        for (int next = Operator.Coalesce.first(inputs, partitions, partition); next < end; next++) {
            run.parts().reset();
            input.drive(run, next, target);
        }
    }

    @Override
    public void describe(final TaskRun run, final int partition, final PipelineKey key) throws Exception {
        key.add(this);
        if (inputs > 0) {
            input.describe(run, Operator.Coalesce.first(inputs, partitions, partition), key);
        }
    }
}
