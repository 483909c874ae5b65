package io.kindling.dataflow.run;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.ShuffleAccess.PartitionedOutput;
import io.kindling.dataflow.aggregate.Accumulator;
import io.kindling.dataflow.aggregate.Accumulators;
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
                input.drive(run, partition, new RoundRobin(buffers, partitions, partition));
            } else if (sink.combine() instanceof Aggregator.None) {
                input.drive(run, partition, new ByKey(buffers, partitioner(run), new KeyHash(), sink.partitioning() instanceof Partitioning.Hash));
            } else {
                final CombiningReceiver combining = new CombiningReceiver(run, accumulator(run), partitioner(run), buffers, run.seed(sink.shuffle(), 1, partition));
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
            return Accumulators.reduce(run.function(reduce.function()));
        } else if (sink.combine() instanceof Aggregator.Fold fold) {
            return Accumulators.fold(fold.zero(), run.function(fold.fold()), run.function(fold.combine()), run.environment().codec());
        }
        throw new IllegalArgumentException("Nothing before a shuffle is done by " + sink.combine());
    }

    private record ByKey(PartitionBuffers buffers, Partitioner partitioner, KeyHash hash, boolean hashed) implements Receiver {
        @Override
        public void accept(final Object record) throws Exception {
            final Object key = ((Tuple2<?, ?>) record)._1;
            buffers.write(partitioner.partition(key, hashed ? hash.of(key) : 0), record);
        }
    }

    /** Whole records one after the other to each partition. */
    private static final class RoundRobin implements Receiver {

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
