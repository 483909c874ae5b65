package io.kindling.dataflow.sort;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.RecordReader;
import io.kindling.dataflow.memory.MemoryLease;
import io.kindling.dataflow.memory.SeenObjects;
import io.kindling.dataflow.memory.SizeEstimator;
import io.kindling.dataflow.spill.LoserTree;
import io.kindling.dataflow.spill.RunMerges;
import io.kindling.dataflow.spill.SpillRun;
import io.kindling.dataflow.spill.SpillSpace;
import io.kindling.dataflow.spill.SpillWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts pairs by key, pairs of one key in the order in which they came. As long as they come encoded they stay so.
 * Used by one thread.
 */
public final class PairSorter implements Closeable {

    private static final int LOOK_MASK = 15;
    /** Pairs take so many times what they take encoded, with what is encoded. */
    private static final int DECODED = 4;

    private final Comparator<Tuple2<?, ?>> order;
    private final SpillSpace space;
    private final MemoryLease lease;
    private final SizeEstimator sizes = new SizeEstimator();
    private final SeenObjects seen = new SeenObjects();
    private final List<SpillRun> runs = new ArrayList<>();
    private final List<SortedRun> open = new ArrayList<>();
    /** Of the pairs that wait; null from when pairs have come that are not encoded, or cannot stay so. */
    private EncodedPairs encoded;
    private Tuple2<?, ?>[] pairs = new Tuple2<?, ?>[64];
    private int size;
    private long bytes;
    private long last;
    /** What the runs take that are merged with what waits. */
    private long merging;

    public PairSorter(final KeyOrdering keys, final SpillSpace space) {
        this.order = (one, other) -> keys.comparator().compare(one._1, other._1);
        this.space = space;
        this.lease = new MemoryLease(space.memory());
        this.encoded = new EncodedPairs(space.codec(), keys);
    }

    /** Adds a block of encoded pairs, which must not change any more; returns how many. */
    public int addBlock(final byte[] block) throws IOException {
        if (encoded != null) {
            final int before = encoded.size();
            if (encoded.add(block)) {
                final int added = encoded.size() - before;
                if (encoded.bytes() > SpillSpace.LEAST_BYTES && !lease.covers(encoded.bytes())) {
                    spill();
                }
                return added;
            }
        }
        int added = 0;
        for (final RecordReader reader = space.codec().reader(block); reader.hasNext(); added++) {
            add((Tuple2<?, ?>) reader.next());
        }
        return added;
    }

    private void decode() throws IOException {
        if (encoded.size() > 0 && !lease.covers(DECODED * encoded.bytes())) {
            spill();
        }
        final EncodedPairs before = encoded;
        encoded = null;
        for (int i = 0; i < before.size(); i++) {
            add(before.pair(i));
        }
    }

    /** Adds a pair. */
    public void add(final Tuple2<?, ?> pair) throws IOException {
        if (encoded != null) {
            decode();
        }
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * size);
        }
        pairs[size++] = pair;
        if (size < 64 || (size & LOOK_MASK) == 0) {
            last = sizes.estimateNext(pair, seen);
        }
        bytes += last + 12;
        if ((size & LOOK_MASK) == 0 && bytes > SpillSpace.LEAST_BYTES && !lease.covers(bytes)) {
            spill();
        }
    }

    private void spill() throws IOException {
        final SortedRun sorted = waiting();
        try (SpillWriter out = new SpillWriter(space)) {
            while (sorted.advance()) {
                out.writePair(sorted.pair()._1, sorted.pair()._2);
            }
            runs.add(out.finish());
        }
        if (encoded == null) {
            pairs = new Tuple2<?, ?>[64];
            size = 0;
            bytes = 0;
            seen.clear();
        } else {
            encoded.clear();
        }
        lease.release();
        if (runs.size() >= SpillSpace.MOST_RUNS) {
            mergeRuns();
        }
    }

    /** What is in memory, sorted. */
    private SortedRun waiting() {
        if (encoded == null) {
            Arrays.sort(pairs, 0, size, order);
            return SortedRun.of(pairs, size);
        }
        final EncodedPairs mine = encoded;
        mine.sort(more -> lease.covers(merging + mine.bytes() + more));
        return SortedRun.of(mine);
    }

    private void mergeRuns() throws IOException {
        RunMerges.narrow(runs, lease, this::merged);
        final SpillRun one = merged(runs);
        runs.clear();
        runs.add(one);
    }

    private SpillRun merged(final List<SpillRun> some) throws IOException {
        final LoserTree<SortedRun> merge = merge(some, null);
        try (SpillWriter out = new SpillWriter(space)) {
            for (SortedRun head = merge.first(); head != null; head = merge.first()) {
                out.writePair(head.pair()._1, head.pair()._2);
                step(merge, head);
            }
            open.clear();
            return out.finish();
        } finally {
            lease.release();
        }
    }

    /** @param newest what comes behind the runs; may be null */
    private LoserTree<SortedRun> merge(final List<SpillRun> some, final SortedRun newest) throws IOException {
        for (final SpillRun run : some) {
            open.add(SortedRun.of(run));
        }
        if (newest != null) {
            open.add(newest);
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

    /** The pairs in order, once; what they take is given back behind the last. */
    public Sorted results() throws IOException {
        if (runs.isEmpty()) {
            return new Sorted(this, waiting(), null);
        }
        merging = RunMerges.held(runs);
        if (RunMerges.fits(merging, encoded == null ? bytes : encoded.bytes(), lease)) {
            return new Sorted(this, null, merge(runs, waiting()));
        }
        merging = 0;
        if (size > 0 || encoded != null && encoded.size() > 0) {
            spill();
        }
        RunMerges.narrow(runs, lease, this::merged);
        return new Sorted(this, null, merge(runs, null));
    }

    @Override
    public void close() throws IOException {
        pairs = null;
        encoded = null;
        lease.release();
        for (final SortedRun run : open) {
            run.close();
        }
    }

    /** Goes through the pairs. */
    public static final class Sorted {

        private final PairSorter sorter;
        private final SortedRun only;
        private final LoserTree<SortedRun> merge;

        private Sorted(final PairSorter sorter, final SortedRun only, final LoserTree<SortedRun> merge) {
            this.sorter = sorter;
            this.only = only;
            this.merge = merge;
        }

        /** The next pair, or null at the end. */
        public Tuple2<?, ?> next() throws IOException {
            final Tuple2<?, ?> pair = merge == null ? only.read() : merged();
            if (pair == null) {
                sorter.close(); // a task may go through many of them
            }
            return pair;
        }

        private Tuple2<?, ?> merged() throws IOException {
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
