package io.kindling.dataflow.run;

import io.kindling.common.RddId;
import io.kindling.dataflow.memory.MemoryLease;
import io.kindling.dataflow.memory.SizeEstimator;
import io.kindling.storage.api.BlockId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Takes the input's partition from the block store, or computes it and offers it to the store. */
record CacheNode(Node input, int rdd) implements Node {

    @Override
    public Iterator<Object> iterate(final TaskRun run, final int partition) throws Exception {
        final Object[] kept = run.environment().blocks().get(id(run, partition));
        if (kept != null) {
            return Arrays.asList(kept).iterator();
        }
        final Collector collector = new Collector(run);
        final Iterator<Object> records = input.iterate(run, partition);
        return new Lookahead() {
            @Override
            boolean advance() {
                if (records.hasNext()) {
                    final Object record = records.next();
                    collector.add(record);
                    return found(record);
                }
                collector.offer(id(run, partition));
                return false;
            }
        };
    }

    @Override
    public void drive(final TaskRun run, final int partition, final Receiver target) throws Exception {
        final Object[] kept = run.environment().blocks().get(id(run, partition));
        if (kept != null) {
            for (final Object record : kept) {
                run.tick();
                target.accept(record);
            }
            return;
        }
        final Collector collector = new Collector(run);
        input.drive(run, partition, record -> {
            collector.add(record);
            target.accept(record);
        });
        collector.offer(id(run, partition));
    }

    private BlockId id(final TaskRun run, final int partition) {
        return new BlockId(run.environment().application(), new RddId(rdd), partition);
    }

    /** Keeps the records that pass, until memory is refused: then the partition is not cached. */
    private static final class Collector {

        private static final int SAMPLE_MASK = 15;

        private final TaskRun run;
        private final MemoryLease lease;
        private final SizeEstimator sizes = new SizeEstimator();
        private List<Object> records = new ArrayList<>();
        private long bytes = 16;
        private long last;

        Collector(final TaskRun run) {
            this.run = run;
            this.lease = run.lease();
        }

        void add(final Object record) {
            if (records == null) {
                return;
            }
            if (records.size() < 64 || (records.size() & SAMPLE_MASK) == 0) {
                last = sizes.estimate(record);
            }
            bytes += last + 4;
            if (lease.covers(bytes)) {
                records.add(record);
            } else {
                records = null;
                lease.release();
            }
        }

        void offer(final BlockId block) {
            if (records != null) {
                run.environment().blocks().put(block, records.toArray(), bytes);
                records = null;
                lease.release();
            }
        }
    }
}
