package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.code.PipelineParts;
import io.kindling.dataflow.memory.MemoryLease;
import io.kindling.dataflow.spill.RunMerges;
import io.kindling.dataflow.spill.SpillRun;
import io.kindling.dataflow.spill.SpillSpace;
import io.kindling.dataflow.spill.SpillWriter;
import java.util.ArrayList;
import java.util.List;

/** Aggregates by key in memory as long as it is granted, then in runs. Used by one thread. */
public final class Aggregation {

    private static final int LOOK_MASK = 15;

    private final Accumulator accumulator;
    private final SpillSpace space;
    private final KeyHashing hashing;
    private final KeyedStates states;
    private final MemoryLease lease;
    private final List<SpillRun> runs = new ArrayList<>();
    private int adds;

    /**
     * @param parts   of the pipeline that it serves
     * @param hashing the keys' hash codes
     * @param seed    of the map
     */
    public Aggregation(final PipelineParts parts, final Accumulator accumulator, final KeyHashing hashing, final SpillSpace space, final int seed) {
        this.accumulator = accumulator;
        this.space = space;
        this.hashing = hashing;
        this.states = KeyedStates.create(parts, accumulator, hashing, seed);
        this.lease = new MemoryLease(space.memory());
    }

    /** Adds a value to its key's. */
    public void add(final Object key, final Object value) throws Exception {
        states.add(key, value);
        if ((++adds & LOOK_MASK) == 0 && states.bytes() > SpillSpace.LEAST_BYTES && !lease.covers(states.bytes())) {
            spill();
        }
    }

    private void spill() throws Exception {
        try (SpillWriter out = new SpillWriter(space)) {
            for (final int slot : states.slotsByHash()) {
                out.writePair(states.key(slot), states.state(slot));
            }
            runs.add(out.finish());
        }
        states.clear();
        lease.release();
        if (runs.size() >= SpillSpace.MOST_RUNS) {
            mergeRuns();
        }
    }

    private void mergeRuns() throws Exception {
        RunMerges.narrow(runs, lease, this::merged);
        final SpillRun one = merged(runs);
        runs.clear();
        runs.add(one);
    }

    private SpillRun merged(final List<SpillRun> some) throws Exception {
        try (SpillWriter out = new SpillWriter(space); HashMerge merge = new HashMerge(new HashedRuns(some, hashing, lease), accumulator)) {
            while (merge.next()) {
                out.writePair(merge.key(), merge.state());
            }
            return out.finish();
        }
    }

    /** All keys with their states, once; closing it ends it early. */
    public KeyedCursor results() throws Exception {
        if (runs.isEmpty()) {
            return new HeldStates(states, lease);
        }
        if (states.size() > 0) {
            spill();
        }
        RunMerges.narrow(runs, lease, this::merged);
        return new HashMerge(new HashedRuns(runs, hashing, lease), accumulator);
    }
}
