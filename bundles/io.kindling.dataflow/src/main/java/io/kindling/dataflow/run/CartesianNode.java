package io.kindling.dataflow.run;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.code.PipelineKey;
import io.kindling.dataflow.memory.MemoryLease;
import io.kindling.dataflow.memory.SizeEstimator;
import io.kindling.dataflow.spill.SpillSpace;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Every record of one input's partition with every one of another's, which is computed again for each batch of the first: what memory is granted
 * for, and not too many.
 */
record CartesianNode(Node left, Node right, int rightPartitions) implements Node {

    /** So many records of the left are held at once. */
    private static final int BATCH = 1_000;

    @Override
    public Iterator<Object> iterate(final TaskRun run, final int partition) throws Exception {
        final Iterator<Object> lefts = left.iterate(run, partition / rightPartitions);
        final MemoryLease lease = run.lease();
        return new Lookahead() {
            private final SizeEstimator sizes = new SizeEstimator();
            private final List<Object> batch = new ArrayList<>();
            private Iterator<Object> rights;
            private Object there;
            private int next;

            @Override
            boolean advance() throws Exception {
                while (next == batch.size()) {
                    if (rights != null && rights.hasNext()) {
                        there = rights.next();
                        next = 0;
                    } else if (!refill()) {
                        return false;
                    }
                }
                return found(new Tuple2<>(batch.get(next++), there));
            }

            /** The next records of the left; the right begins anew. */
            private boolean refill() throws Exception {
                batch.clear();
                next = 0;
                long bytes = 0;
                while (batch.size() < BATCH && lefts.hasNext() && (bytes <= SpillSpace.LEAST_BYTES || lease.covers(bytes))) {
                    final Object record = lefts.next();
                    batch.add(record);
                    bytes += sizes.estimate(record);
                }
                next = batch.size();
                if (batch.isEmpty()) {
                    lease.release(); // a task may go through many of them
                    return false;
                }
                rights = right.iterate(run, partition % rightPartitions);
                return true;
            }
        };
    }

    @Override
    public void describe(final TaskRun run, final int partition, final PipelineKey key) throws Exception {
        key.add(this);
        left.describe(run, partition / rightPartitions, key);
        right.describe(run, partition % rightPartitions, key);
    }
}
