package io.kindling.executor.task;

import io.kindling.dataflow.TaskMemory;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the tasks of an executor may use together for what they can spill. Each of n running tasks gets up to one n-th;
 * what the others need to have their least share is kept free for them. Thread-safe; never blocks.
 */
public final class MemoryBudget {

    private static final long RESERVE = 64L << 20;

    private final long total;
    private final long leastShare;
    private final Set<Share> shares = new LinkedHashSet<>();
    private long used;

    /** @param slots how many tasks run at a time */
    public MemoryBudget(final long total, final int slots) {
        this.total = total;
        leastShare = total / (2L * slots);
    }

    /** The budget of an executor with that much heap. */
    public static MemoryBudget ofHeap(final long heap, final double fraction, final int slots) {
        return new MemoryBudget((long) (Math.max(heap - RESERVE, heap / 4) * fraction), slots);
    }

    /** The memory of one attempt; to be closed at its end. */
    public synchronized Share open() {
        final Share share = new Share();
        shares.add(share);
        return share;
    }

    /** How much is in use. */
    public synchronized long used() {
        return used;
    }

    private synchronized long acquire(final Share share, final long bytes) {
        if (bytes <= 0 || !shares.contains(share)) {
            return 0;
        }
        long kept = 0;
        for (final Share other : shares) {
            if (other != share) {
                kept += Math.max(0, leastShare - other.mine);
            }
        }
        final long ofMine = total / shares.size() - share.mine;
        final long granted = Math.max(0, Math.min(bytes, Math.min(ofMine, total - used - kept)));
        share.mine += granted;
        used += granted;
        return granted;
    }

    private synchronized void release(final Share share, final long bytes) {
        final long given = Math.min(bytes, share.mine);
        share.mine -= given;
        used -= given;
    }

    private synchronized long close(final Share share) {
        final long left = share.mine;
        release(share, left);
        shares.remove(share);
        return left;
    }

    /** One attempt's memory. */
    public final class Share implements TaskMemory {

        private long mine;

        private Share() {
        }

        @Override
        public long acquire(final long bytes) {
            return MemoryBudget.this.acquire(this, bytes);
        }

        @Override
        public void release(final long bytes) {
            MemoryBudget.this.release(this, bytes);
        }

        /** Takes everything back; returns how much had not been given back. */
        long close() {
            return MemoryBudget.this.close(this);
        }
    }
}
