package io.kindling.dataflow.run;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.RecordReader;
import io.kindling.dataflow.aggregate.Accumulator;
import io.kindling.dataflow.aggregate.Accumulators;
import io.kindling.dataflow.aggregate.Aggregation;
import io.kindling.dataflow.aggregate.Groups;
import io.kindling.dataflow.aggregate.KeyHashing;
import io.kindling.dataflow.aggregate.KeyedCursor;
import io.kindling.dataflow.code.PipelineKey;
import io.kindling.dataflow.sort.KeyOrdering;
import io.kindling.dataflow.sort.PairSorter;
import io.kindling.dataflow.spill.SpillSpace;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.Builtin;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.KeyOrder;
import java.util.Iterator;

/**
 * What a shuffle brought: as it is, or aggregated by key, then sorted if an order is asked for. What was folded
 * before the shuffle is combined here: a fold after a shuffle only combines.
 */
record ShuffleReadNode(int shuffle, Aggregator aggregator, KeyOrder order) implements Node {

    @Override
    public Iterator<Object> iterate(final TaskRun run, final int partition) throws Exception {
        if (order != null) {
            final PairSorter.Sorted sorted = sort(run, partition);
            return new Lookahead() {
                @Override
                boolean advance() throws Exception {
                    final Tuple2<?, ?> pair = sorted.next();
                    return pair != null && found(pair);
                }
            };
        }
        if (aggregator instanceof Aggregator.None) {
            final ShuffleBlocks blocks = new ShuffleBlocks(run, shuffle, partition);
            return new Lookahead() {
                @Override
                boolean advance() {
                    final RecordReader reader = blocks.next();
                    if (reader == null) {
                        return false;
                    }
                    run.environment().counters().recordsRead++;
                    return found(reader.next());
                }
            };
        }
        final KeyedCursor results = aggregate(run, partition);
        return new Lookahead() {
            @Override
            boolean advance() throws Exception {
                return results.next() && found(new Tuple2<>(results.key(), results.state()));
            }
        };
    }

    @Override
    public void drive(final TaskRun run, final int partition, final Receiver target) throws Exception {
        if (order != null || aggregator instanceof Aggregator.None) {
            Node.super.drive(run, partition, target);
            return;
        }
        run.parts().make(Loop.class, Loops.OfStates.class, aggregate(run, partition)).run(run, target);
    }

    @Override
    public void describe(final TaskRun run, final int partition, final PipelineKey key) throws Exception {
        key.add(this);
        if (aggregator instanceof Aggregator.Reduce reduce) {
            key.add(run.function(reduce.function()));
        } else if (aggregator instanceof Aggregator.Fold fold) {
            key.add(run.function(fold.combine()));
        }
        if (order != null) {
            key.add(run.function(order.comparator()));
        }
    }

    private KeyedCursor aggregate(final TaskRun run, final int partition) throws Exception {
        if (aggregator instanceof Aggregator.Group) {
            return group(run, partition);
        }
        final Accumulator accumulator = accumulator(run);
        final KeyHashing hash = run.parts().make(KeyHashing.class, KeyHash.class);
        final Aggregation aggregation = new Aggregation(run.parts(), accumulator, hash, new SpillSpace(run.environment()), run.seed(shuffle, 2, partition));
        final ShuffleBlocks blocks = new ShuffleBlocks(run, shuffle, partition);
        long count = 0;
        try {
            for (RecordReader reader = blocks.next(); reader != null; reader = blocks.next()) {
                while (reader.nextPair()) {
                    count++;
                    run.tick();
                    aggregation.add(reader.key(), reader.value());
                }
            }
        } finally {
            run.environment().counters().recordsRead += count;
        }
        final KeyedCursor results = aggregation.results();
        run.closeAtEnd(results);
        return results;
    }

    private Accumulator accumulator(final TaskRun run) throws Exception {
        if (aggregator instanceof Aggregator.Reduce reduce) {
            return Accumulators.reduce(run.parts(), run.function(reduce.function()));
        } else if (aggregator instanceof Aggregator.Fold fold) {
            return Accumulators.reduce(run.parts(), run.function(fold.combine()));
        }
        throw new IllegalArgumentException("Nothing after a shuffle is done by " + aggregator);
    }

    private KeyedCursor group(final TaskRun run, final int partition) throws Exception {
        final KeyHashing hash = run.parts().make(KeyHashing.class, KeyHash.class);
        final Groups groups = new Groups(run.parts(), 1, hash, new SpillSpace(run.environment()), run.seed(shuffle, 2, partition));
        new ShuffleBlocks(run, shuffle, partition).into(groups, 0);
        final KeyedCursor results = groups.results();
        run.closeAtEnd(results);
        return new SingleGroups(results);
    }

    private PairSorter.Sorted sort(final TaskRun run, final int partition) throws Exception {
        final PairSorter sorter = new PairSorter(new KeyOrdering(run.comparator(order), isNatural(order.comparator()), order.ascending()),
                new SpillSpace(run.environment()));
        run.closeAtEnd(sorter);
        if (aggregator instanceof Aggregator.None) {
            final ShuffleBlocks blocks = new ShuffleBlocks(run, shuffle, partition);
            for (byte[] block = blocks.nextBlock(); block != null; block = blocks.nextBlock()) {
                run.environment().counters().recordsRead += sorter.addBlock(block);
            }
            return sorter.results();
        }
        final Iterator<Object> unsorted = new ShuffleReadNode(shuffle, aggregator, null).iterate(run, partition);
        while (unsorted.hasNext()) {
            run.tick();
            sorter.add((Tuple2<?, ?>) unsorted.next());
        }
        return sorter.results();
    }

    private static boolean isNatural(final FunctionBlob comparator) {
        return comparator.language() == FunctionBlob.Language.BUILTIN && comparator.bytes()[0] == Builtin.NATURAL_ORDER.number();
    }
}
