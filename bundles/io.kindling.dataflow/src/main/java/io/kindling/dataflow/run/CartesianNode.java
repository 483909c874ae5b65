package io.kindling.dataflow.run;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.code.PipelineKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Every record of one input's partition with every one of another's, which is computed again for each batch of the first. */
record CartesianNode(Node left, Node right, int rightPartitions) implements Node {

    /** So many records of the left are held at once. */
    private static final int BATCH = 1_000;

    @Override
    public Iterator<Object> iterate(final TaskRun run, final int partition) throws Exception {
        final Iterator<Object> lefts = left.iterate(run, partition / rightPartitions);
        return new Lookahead() {
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
                while (batch.size() < BATCH && lefts.hasNext()) {
                    batch.add(lefts.next());
                }
                next = batch.size();
                rights = batch.isEmpty() ? null : right.iterate(run, partition % rightPartitions);
                return rights != null;
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
