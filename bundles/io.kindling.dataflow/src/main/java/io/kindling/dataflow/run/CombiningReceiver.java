package io.kindling.dataflow.run;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.aggregate.Accumulator;
import io.kindling.dataflow.aggregate.KeyedStates;
import io.kindling.dataflow.memory.MemoryLease;
import io.kindling.dataflow.spill.SpillSpace;
import java.io.IOException;

/**
 * Combines values by key before a shuffle. When memory ends it writes what it has and starts over: the other side
 * of the shuffle combines anyway.
 */
final class CombiningReceiver implements Receiver {

    private static final int LOOK_MASK = 63;

    private final TaskRun run;
    private final Partitioner partitioner;
    private final PartitionBuffers buffers;
    private final KeyedStates states;
    private final MemoryLease lease;
    private final KeyHash hash = new KeyHash();
    private int adds;

    CombiningReceiver(final TaskRun run, final Accumulator accumulator, final Partitioner partitioner, final PartitionBuffers buffers,
                      final int seed) {
        this.run = run;
        this.partitioner = partitioner;
        this.buffers = buffers;
        this.states = KeyedStates.create(accumulator, seed);
        this.lease = run.lease();
    }

    @Override
    public void accept(final Object record) throws Exception {
        final Tuple2<?, ?> pair = (Tuple2<?, ?>) record;
        final Object key = pair._1;
        states.add(key, hash.of(key), pair._2);
        if ((++adds & LOOK_MASK) == 0 && states.bytes() > SpillSpace.LEAST_BYTES && !lease.covers(states.bytes())) {
            flush();
        }
    }

    private void flush() throws IOException {
        for (int slot = states.nextSlot(0); slot >= 0; slot = states.nextSlot(slot + 1)) {
            run.tick();
            final Object key = states.key(slot);
            buffers.writePair(partitioner.partition(key, states.hash(slot)), key, states.state(slot));
        }
        states.clear();
        lease.release();
    }

    void finish() throws IOException {
        flush();
    }
}
