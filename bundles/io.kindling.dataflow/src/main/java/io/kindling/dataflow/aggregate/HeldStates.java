package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.memory.MemoryLease;

/** Goes through a map, and lets it go behind itself. */
final class HeldStates implements KeyedCursor {

    private final KeyedStates states;
    private final MemoryLease lease;
    private int slot = -1;

    HeldStates(final KeyedStates states, final MemoryLease lease) {
        this.states = states;
        this.lease = lease;
    }

    @Override
    public boolean next() {
        if (slot >= 0) {
            states.forget(slot);
        }
        slot = states.nextSlot(slot + 1);
        if (slot < 0) {
            close(); // a task may go through many of them
        }
        return slot >= 0;
    }

    @Override
    public Object key() {
        return states.key(slot);
    }

    @Override
    public Object state() {
        return states.state(slot);
    }

    @Override
    public void close() {
        states.clear();
        lease.release();
    }
}
