package io.kindling.dataflow.run;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.aggregate.KeyedStates;
import io.kindling.dataflow.memory.MemoryLease;
import io.kindling.dataflow.spill.SpillSpace;
import java.io.IOException;

/**
 * Combines values by key before a shuffle. When memory ends it writes what it has and starts over: the other side
 * of the shuffle combines anyway. A template for the copies of a pipeline.
 */
final class CombiningReceiver implements Combining {

    private static final int LOOK_MASK = 15;
    /** The states take so many times as much memory as the buffers into which they are written while none of them has gone. */
    private static final int TIMES_BUFFERS = 4;

    private final TaskRun run;
    private final Partitioner partitioner;
    private final PartitionBuffers buffers;
    private final KeyedStates states;
    private final MemoryLease lease;
    private int adds;

    CombiningReceiver(final TaskRun run, final KeyedStates states, final Partitioner partitioner, final PartitionBuffers buffers) {
        this.run = run;
        this.partitioner = partitioner;
        this.buffers = buffers;
        this.states = states;
        this.lease = run.lease();
    }

    @Override
    public void accept(final Object record) throws Exception {
        final Tuple2<?, ?> pair = (Tuple2<?, ?>) record;
        states.add(pair._1, pair._2);
        if ((++adds & LOOK_MASK) == 0 && !isGranted(states.bytes())) {
            flush();
        }
    }

    private boolean isGranted(final long bytes) {
        return bytes <= SpillSpace.LEAST_BYTES || lease.covers(bytes + buffers.wanted(bytes / TIMES_BUFFERS));
    }

    private void flush() throws IOException {
        lease.shrink(states.bytesAsItIs());
        for (int slot = states.nextSlot(0); slot >= 0; slot = states.nextSlot(slot + 1)) {
            run.tick();
            final Object key = states.key(slot);
            buffers.writePair(partitioner.partition(key, states.hash(slot)), key, states.state(slot));
        }
        states.clear();
        lease.release();
    }

    @Override
    public void finish() throws IOException {
        flush();
    }
}
