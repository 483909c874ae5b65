package io.kindling.dataflow.run;

import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import io.kindling.dataflow.aggregate.Groups;
import io.kindling.dataflow.aggregate.KeyHashing;
import io.kindling.dataflow.aggregate.KeyedCursor;
import io.kindling.dataflow.code.PipelineKey;
import io.kindling.dataflow.spill.SpillSpace;
import io.kindling.protocol.stage.Aggregator;
import java.util.Iterator;
import java.util.List;

/** Pairs of two inputs brought together by key. */
record CoGroupNode(List<Node> inputs, int operator) implements Node {

    /** Apart from the sides of a shuffle. */
    private static final int SIDE = 3;

    @Override
    public Iterator<Object> iterate(final TaskRun run, final int partition) throws Exception {
        final KeyedCursor results = group(run, partition);
        return new Lookahead() {
            @Override
            boolean advance() throws Exception {
                return results.next() && found(record(results));
            }
        };
    }

    @Override
    public void drive(final TaskRun run, final int partition, final Receiver target) throws Exception {
        final KeyedCursor results = group(run, partition);
        while (results.next()) {
            run.tick();
            target.accept(record(results));
        }
    }

    @Override
    public void describe(final TaskRun run, final int partition, final PipelineKey key) throws Exception {
        key.add(this);
        for (final Node input : inputs) {
            input.describe(run, partition, key);
        }
    }

    private static Tuple2<Object, Object> record(final KeyedCursor results) {
        final Object[] lists = (Object[]) results.state();
        final Object values = switch (lists.length) {
            case 2 -> new Tuple2<>(lists[0], lists[1]);
            case 3 -> new Tuple3<>(lists[0], lists[1], lists[2]);
            default -> new Tuple4<>(lists[0], lists[1], lists[2], lists[3]);
        };
        return new Tuple2<>(results.key(), values);
    }

    private KeyedCursor group(final TaskRun run, final int partition) throws Exception {
        final KeyHashing hash = run.parts().make(KeyHashing.class, KeyHash.class);
        final Groups groups = new Groups(run.parts(), inputs.size(), hash, new SpillSpace(run.environment()), run.seed(operator, SIDE, partition));
        for (int i = 0; i < inputs.size(); i++) {
            final int input = i;
            if (inputs.get(i) instanceof ShuffleReadNode read && read.order() == null && read.aggregator() instanceof Aggregator.None) {
                new ShuffleBlocks(run, read.shuffle(), partition).into(groups, input);
            } else {
                inputs.get(i).drive(run, partition, record -> {
                    final Tuple2<?, ?> pair = (Tuple2<?, ?>) record;
                    groups.add(input, pair._1, pair._2);
                });
            }
        }
        final KeyedCursor results = groups.results();
        run.closeAtEnd(results);
        return results;
    }
}
