package io.kindling.dataflow.memory;

import io.kindling.dataflow.TaskMemory;

/** What one structure of a task has been given; asks for more in steps, so that asking is rare. */
public final class MemoryLease {

    private static final long STEP = 1L << 20;

    private final TaskMemory memory;
    private long granted;

    public MemoryLease(final TaskMemory memory) {
        this.memory = memory;
    }

    /** Whether so many bytes in all may be used; asks for what is missing. */
    public boolean covers(final long used) {
        return used <= granted || ask(used);
    }

    private boolean ask(final long used) {
        final long missing = used - granted;
        granted += memory.acquire(Math.max(missing, STEP));
        return used <= granted;
    }

    /** How much has been given. */
    public long granted() {
        return granted;
    }

    /** Gives back what is more than is used. */
    public void shrink(final long used) {
        final long more = granted - used;
        if (more > 0) {
            granted = used;
            memory.release(more);
        }
    }

    /** Gives everything back. */
    public void release() {
        final long all = granted;
        granted = 0;
        if (all > 0) {
            memory.release(all);
        }
    }
}
