package io.kindling.dataflow.sort;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.memory.MemoryLease;
import io.kindling.dataflow.memory.SizeEstimator;
import io.kindling.dataflow.spill.LoserTree;
import io.kindling.dataflow.spill.SpillRun;
import io.kindling.dataflow.spill.SpillSpace;
import io.kindling.dataflow.spill.SpillWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Sorts pairs by key, pairs of one key in the order in which they came. Used by one thread. */
public final class PairSorter implements Closeable {

    private static final int LOOK_MASK = 15;

    private final Comparator<Tuple2<?, ?>> order;
    private final SpillSpace space;
    private final MemoryLease lease;
    private final SizeEstimator sizes = new SizeEstimator();
    private final List<SpillRun> runs = new ArrayList<>();
    private final List<SortedRun> open = new ArrayList<>();
    private Tuple2<?, ?>[] pairs = new Tuple2<?, ?>[64];
    private int size;
    private long bytes;
    private long last;

    /** @param keys what it throws while sorting leaves the sorter unchanged */
    public PairSorter(final Comparator<Object> keys, final SpillSpace space) {
        this.order = (one, other) -> keys.compare(one._1, other._1);
        this.space = space;
        this.lease = new MemoryLease(space.memory());
    }

    /** Adds a pair. */
    public void add(final Tuple2<?, ?> pair) throws IOException {
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * size);
        }
        pairs[size++] = pair;
        if (size < 64 || (size & LOOK_MASK) == 0) {
            last = sizes.estimate(pair);
        }
        bytes += last + 12;
        if ((size & LOOK_MASK) == 0 && bytes > SpillSpace.LEAST_BYTES && !lease.covers(bytes)) {
            spill();
        }
    }

    private void spill() throws IOException {
        Arrays.sort(pairs, 0, size, order);
        try (SpillWriter out = new SpillWriter(space)) {
            for (int i = 0; i < size; i++) {
                out.writePair(pairs[i]._1, pairs[i]._2);
            }
            runs.add(out.finish());
        }
        pairs = new Tuple2<?, ?>[64];
        size = 0;
        bytes = 0;
        lease.release();
        if (runs.size() >= SpillSpace.MOST_RUNS) {
            mergeRuns();
        }
    }

    private void mergeRuns() throws IOException {
        final LoserTree<SortedRun> merge = merge();
        try (SpillWriter out = new SpillWriter(space)) {
            for (SortedRun head = merge.first(); head != null; head = merge.first()) {
                out.writePair(head.pair()._1, head.pair()._2);
                step(merge, head);
            }
            runs.clear();
            open.clear();
            runs.add(out.finish());
        }
    }

    private LoserTree<SortedRun> merge() throws IOException {
        for (final SpillRun run : runs) {
            open.add(SortedRun.of(run));
        }
        if (size > 0) {
            Arrays.sort(pairs, 0, size, order);
            open.add(SortedRun.of(pairs, size));
        }
        final List<SortedRun> begun = new ArrayList<>();
        for (final SortedRun run : open) {
            if (run.advance()) {
                begun.add(run);
            }
        }
        return new LoserTree<>(begun, (one, other) -> order.compare(one.pair(), other.pair()));
    }

    private static void step(final LoserTree<SortedRun> merge, final SortedRun head) throws IOException {
        if (head.advance()) {
            merge.moved();
        } else {
            merge.ended();
        }
    }

    /** The pairs in order, once. */
    public Sorted results() throws IOException {
        return new Sorted(runs.isEmpty() ? null : merge());
    }

    @Override
    public void close() throws IOException {
        pairs = null;
        lease.release();
        for (final SortedRun run : open) {
            run.close();
        }
    }

    /** Goes through the pairs. */
    public final class Sorted {

        private final LoserTree<SortedRun> merge;
        private int at;

        private Sorted(final LoserTree<SortedRun> merge) {
            this.merge = merge;
            if (merge == null) {
                Arrays.sort(pairs, 0, size, order);
            }
        }

        /** The next pair, or null at the end. */
        public Tuple2<?, ?> next() throws IOException {
            if (merge == null) {
                if (at == size) {
                    return null;
                }
                final Tuple2<?, ?> pair = pairs[at];
                pairs[at++] = null;
                return pair;
            }
            final SortedRun head = merge.first();
            if (head == null) {
                return null;
            }
            final Tuple2<?, ?> pair = head.pair();
            step(merge, head);
            return pair;
        }
    }
}
