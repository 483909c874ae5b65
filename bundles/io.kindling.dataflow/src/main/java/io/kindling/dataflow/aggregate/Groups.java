package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.RecordReader;
import io.kindling.dataflow.code.PipelineParts;
import io.kindling.dataflow.memory.MemoryLease;
import io.kindling.dataflow.memory.SizeEstimator;
import io.kindling.dataflow.spill.RunMerges;
import io.kindling.dataflow.spill.SpillRun;
import io.kindling.dataflow.spill.SpillSpace;
import io.kindling.dataflow.spill.SpillWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Brings the values of each key together, apart by the input that they come from: encoded as long as they come so, else
 * as objects; in memory as long as it is granted, then in runs, and no group needs to fit into memory. Used by one thread.
 */
public final class Groups {

    private static final int LOOK_MASK = 15;
    /** Of one key and input; more are decoded again each time that they are gone through. */
    private static final int FEW = 4096;
    private static final int CHUNK_VALUES = 1024;
    private static final int CHUNK_BYTES = 1 << 16;

    private final int inputs;
    private final SpillSpace space;
    private final KeyHashing hashing;
    private final CoGroupAccumulator accumulator;
    private final KeyedStates states;
    private final EncodedGroups encoded;
    private final MemoryLease lease;
    private final SizeEstimator sizes = new SizeEstimator();
    private final LastingRecords lasting = new LastingRecords(sizes, bytes -> true);
    private final List<SpillRun> runs = new ArrayList<>();
    /** Whether from some value on all are objects. */
    private boolean objects;
    private int adds;

    /**
     * @param parts   of the pipeline that it serves
     * @param hashing the keys' hash codes
     * @param seed    of the maps
     */
    public Groups(final PipelineParts parts, final int inputs, final KeyHashing hashing, final SpillSpace space, final int seed) {
        this.inputs = inputs;
        this.space = space;
        this.hashing = hashing;
        this.accumulator = new CoGroupAccumulator(inputs);
        this.states = KeyedStates.create(parts, accumulator, hashing, seed);
        this.encoded = new EncodedGroups(space.codec(), inputs, seed);
        this.lease = new MemoryLease(space.memory());
    }

    /** Adds a block of encoded pairs, which must not change any more; returns how many. */
    public int addBlock(final int input, final byte[] block) throws Exception {
        final int taken = objects ? 0 : encoded.add(input, block);
        if (!objects && !encoded.isUnsuited()) {
            if (encoded.bytes() > SpillSpace.LEAST_BYTES && !lease.covers(encoded.bytes())) {
                spill();
            }
            return taken;
        }
        int read = 0;
        for (final RecordReader reader = space.codec().reader(block); reader.nextPair(); read++) {
            if (read >= taken) {
                add(input, reader.key(), reader.value());
            }
        }
        return read;
    }

    /** Adds a value to its key's. */
    public void add(final int input, final Object key, final Object value) throws Exception {
        if (!objects) {
            objects = true;
            decode();
        }
        accumulator.from(input);
        states.add(key, value);
        if ((++adds & LOOK_MASK) == 0 && states.bytes() > SpillSpace.LEAST_BYTES && !lease.covers(states.bytes())) {
            spill();
        }
    }

    /** From now on all are objects: there are keys of several kinds, or such as have no bytes of their own. */
    private void decode() throws Exception {
        if (encoded.keys() > 0 && !lease.covers(4 * encoded.bytes())) {
            spill();
        }
        for (int key = 0; key < encoded.keys(); key++) {
            final Object decoded = encoded.key(key);
            for (int input = 0; input < inputs; input++) {
                accumulator.from(input);
                for (final Iterator<Object> values = encoded.values(key, input); values.hasNext();) {
                    states.add(decoded, values.next());
                }
            }
        }
        encoded.clear();
    }

    private void spill() throws Exception {
        try (SpillWriter out = new SpillWriter(space)) {
            if (encoded.keys() > 0) {
                for (final int key : encodedByHash()) {
                    final Object decoded = encoded.key(key);
                    for (int input = 0; input < inputs; input++) {
                        write(out, decoded, input, encoded.values(key, input));
                    }
                }
                encoded.clear();
            } else {
                for (final int slot : states.slotsByHash()) {
                    final Object[] lists = (Object[]) states.state(slot);
                    for (int input = 0; input < inputs; input++) {
                        write(out, states.key(slot), input, ((Iterable<?>) lists[input]).iterator());
                    }
                }
                states.clear();
            }
            runs.add(out.finish());
        }
        lease.release();
        if (runs.size() >= SpillSpace.MOST_RUNS) {
            mergeRuns();
        }
    }

    private int[] encodedByHash() {
        final long[] order = new long[encoded.keys()];
        for (int key = 0; key < order.length; key++) {
            order[key] = (long) hashing.of(encoded.key(key)) << 32 | key;
        }
        Arrays.sort(order);
        return Arrays.stream(order).mapToInt(entry -> (int) entry).toArray();
    }

    /** In chunks: whoever merges runs has one of each run in memory. The input comes first in each. */
    private void write(final SpillWriter out, final Object key, final int input, final Iterator<?> values) throws IOException {
        while (values.hasNext()) {
            final List<Object> chunk = new ArrayList<>();
            chunk.add(input);
            for (long bytes = 0; values.hasNext() && bytes < CHUNK_BYTES && chunk.size() <= CHUNK_VALUES;) {
                final Object value = lasting.of(values.next()); // a serialiser of the application's does not know groups within a list
                chunk.add(value);
                bytes += sizes.estimate(value);
            }
            out.writePair(key, chunk);
        }
    }

    private void mergeRuns() throws IOException {
        RunMerges.narrow(runs, lease, this::merged);
        final SpillRun one = merged(runs);
        runs.clear();
        runs.add(one);
    }

    private SpillRun merged(final List<SpillRun> some) throws IOException {
        try (SpillWriter out = new SpillWriter(space); HashedRuns chunks = new HashedRuns(some, hashing, lease)) {
            for (; chunks.isPresent(); chunks.advance()) {
                out.writePair(chunks.key(), chunks.value());
            }
            return out.finish();
        }
    }

    /** All keys with an array of their values' {@link Iterable}s by input, once; closing it ends it early. */
    public KeyedCursor results() throws Exception {
        if (!runs.isEmpty()) {
            if (encoded.keys() > 0 || states.size() > 0) {
                spill();
            }
            RunMerges.narrow(runs, lease, this::merged);
            return new GroupMerge(new HashedRuns(runs, hashing, lease), inputs, space);
        }
        return encoded.keys() > 0 ? new Encoded() : new HeldStates(states, lease);
    }

    private final class Encoded implements KeyedCursor {

        private final LongPredicate memory = this::mayHave;
        private int key = -1;
        /** What the objects of the inputs take that have been decoded, and of the one that is. */
        private long before;
        private long now;

        private boolean mayHave(final long bytes) {
            final boolean granted = lease.covers(encoded.bytes() + before + bytes);
            now = granted ? bytes : 0;
            return granted;
        }

        @Override
        public boolean next() {
            return ++key < encoded.keys();
        }

        @Override
        public Object key() {
            return encoded.key(key);
        }

        @Override
        public Object state() {
            final Object[] values = new Object[inputs];
            before = 0;
            for (int input = 0; input < inputs; input++) {
                now = 0;
                values[input] = encoded.values(key, input, FEW, memory);
                before += now;
            }
            return values;
        }

        /** Not before the end of the task: the application may have kept values that are decoded from here. */
        @Override
        public void close() throws IOException {
            encoded.clear();
            lease.release();
        }
    }
}
