package io.kindling.dataflow.run;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.ShuffleAccess.PartitionedOutput;
import io.kindling.dataflow.aggregate.Accumulator;
import io.kindling.dataflow.aggregate.Accumulators;
import io.kindling.dataflow.aggregate.KeyHashing;
import io.kindling.dataflow.aggregate.KeyedStates;
import io.kindling.dataflow.code.PipelineKey;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.Partitioning;
import io.kindling.protocol.stage.Sink;
import java.util.List;

/** Writes a map output, all or nothing. */
record ShuffleWriteSink(Sink.ShuffleWrite sink) implements SinkNode {

    private static final byte[] NOTHING = {};

    @Override
    public byte[] run(final TaskRun run, final Node input) throws Exception {
        final int partitions = sink.partitioning().partitions();
        final PartitionedOutput output = run.environment().shuffles().write(sink.shuffle(), partitions);
        try {
            final PartitionBuffers buffers = new PartitionBuffers(run, output, partitions);
            final int partition = run.environment().partition();
            if (sink.partitioning() instanceof Partitioning.RoundRobin) {
                input.drive(run, partition, run.parts().make(Receiver.class, RoundRobin.class, buffers, partitions, partition));
            } else if (sink.combine() instanceof Aggregator.None) {
                final KeyHashing hash = run.parts().make(KeyHashing.class, KeyHash.class);
                input.drive(run, partition, run.parts().make(Receiver.class, ByKey.class, buffers, partitioner(run), hash, sink.partitioning() instanceof Partitioning.Hash));
            } else {
                final KeyHashing hash = run.parts().make(KeyHashing.class, KeyHash.class);
                final KeyedStates states = KeyedStates.create(run.parts(), accumulator(run), hash, run.seed(sink.shuffle(), 1, partition));
                final Combining combining = run.parts().make(Combining.class, CombiningReceiver.class, run, states, partitioner(run), buffers);
                input.drive(run, partition, combining);
                combining.finish();
            }
            buffers.flush();
            buffers.close();
            output.commit();
            return NOTHING;
        } catch (final Throwable e) {
            try {
                output.abort();
            } catch (final RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    @Override
    public void describe(final TaskRun run, final PipelineKey key) throws Exception {
        key.add(this);
        key.add(sink.partitioning());
        if (sink.combine() instanceof Aggregator.Reduce reduce) {
            key.add(run.function(reduce.function()));
        } else if (sink.combine() instanceof Aggregator.Fold fold) {
            key.add(run.function(fold.fold()));
        }
    }

    private Partitioner partitioner(final TaskRun run) throws Exception {
        if (sink.partitioning() instanceof Partitioning.Range range) {
            final List<Object> bounds = run.environment().codec().decode(range.bounds());
            if (bounds.size() >= range.partitions()) {
                throw new IllegalArgumentException(bounds.size() + " bounds for " + range.partitions() + " partitions");
            }
            return new Partitioner.ByRange(bounds.toArray(), run.comparator(range.order()));
        }
        if (sink.partitioning() instanceof Partitioning.Custom custom) {
            return new Partitioner.Own(run.function(custom.partitioner()), custom.partitions());
        }
        return new Partitioner.ByHash(sink.partitioning().partitions());
    }

    private Accumulator accumulator(final TaskRun run) throws Exception {
        if (sink.combine() instanceof Aggregator.Reduce reduce) {
            return Accumulators.reduce(run.parts(), run.function(reduce.function()));
        } else if (sink.combine() instanceof Aggregator.Fold fold) {
            return Accumulators.fold(run.parts(), fold.zero(), run.function(fold.fold()), run.function(fold.combine()), run.environment().codec());
        }
        throw new IllegalArgumentException("Nothing before a shuffle is done by " + sink.combine());
    }

    static final class ByKey implements Receiver {

        private final PartitionBuffers buffers;
        private final Partitioner partitioner;
        private final KeyHashing hash;
        private final boolean hashed;

        ByKey(final PartitionBuffers buffers, final Partitioner partitioner, final KeyHashing hash, final boolean hashed) {
            this.buffers = buffers;
            this.partitioner = partitioner;
            this.hash = hash;
            this.hashed = hashed;
        }

        @Override
        public void accept(final Object record) throws Exception {
            final Object key = ((Tuple2<?, ?>) record)._1;
            buffers.write(partitioner.partition(key, hashed ? hash.of(key) : 0), record);
        }
    }

    /** Whole records one after the other to each partition. */
    static final class RoundRobin implements Receiver {

        private final PartitionBuffers buffers;
        private final int partitions;
        private int next;

        RoundRobin(final PartitionBuffers buffers, final int partitions, final int start) {
            this.buffers = buffers;
            this.partitions = partitions;
            this.next = start % partitions;
        }

        @Override
        public void accept(final Object record) throws Exception {
            buffers.write(next, record);
            next = next + 1 == partitions ? 0 : next + 1;
        }
    }
}
