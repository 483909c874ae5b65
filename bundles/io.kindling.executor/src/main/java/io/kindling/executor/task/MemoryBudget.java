package io.kindling.executor.task;

import io.kindling.dataflow.TaskMemory;
import io.kindling.storage.api.StorageMemory;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/**
 * The heap that the tasks of an executor and its cached blocks share. Blocks may take what tasks do not use; tasks take it back by pushing
 * blocks out, but for a part that is protected. Each of n running tasks gets up to one n-th of what blocks do not hold on to; what the
 * others need to have their least share is kept free for them. Thread-safe. Asking blocks only as long as pushing blocks out takes.
 */
public final class MemoryBudget {

    private static final long RESERVE = 64L << 20;
    /** A task asks for so much at least when blocks have to go for it. */
    private static final long LEAST_EVICTION = 1L << 20;
    private static final int MOST_EVICTIONS = 4;

    private final long total;
    private final long protectedBlocks;
    private final long leastShare;
    private final Set<Share> shares = new LinkedHashSet<>();
    private final StorageMemory storage = new Blocks();
    private volatile LongUnaryOperator evictor = bytes -> 0;
    private long used;
    private long blocks;

    /** All for tasks as long as they want it. */
    public MemoryBudget(final long total, final int slots) {
        this(total, 0, slots);
    }

    /**
     * @param protectedBlocks what tasks cannot take from blocks
     * @param slots           how many tasks run at a time
     */
    public MemoryBudget(final long total, final long protectedBlocks, final int slots) {
        this.total = total;
        this.protectedBlocks = protectedBlocks;
        leastShare = (total - protectedBlocks) / (2L * slots);
    }

    /**
     * The budget of an executor with that much heap.
     *
     * @param fraction how much of it, less a reserve
     * @param storage  how much of that is protected for blocks
     */
    public static MemoryBudget ofHeap(final long heap, final double fraction, final double storage, final int slots) {
        final long total = (long) (Math.max(heap - RESERVE, heap / 4) * fraction);
        return new MemoryBudget(total, (long) (total * storage), slots);
    }

    /** Says what pushes blocks out: gets how many bytes are wanted, returns how many were freed. Before the first task. */
    public void evictor(final LongUnaryOperator pushOut) {
        evictor = pushOut;
    }

    /** The memory of one attempt; to be closed at its end. */
    public synchronized Share open() {
        final Share share = new Share();
        shares.add(share);
        return share;
    }

    /** The memory of blocks. */
    public StorageMemory storage() {
        return storage;
    }

    /** All that there is. */
    public long total() {
        return total;
    }

    /** How much tasks use. */
    public synchronized long used() {
        return used;
    }

    private long acquire(final Share share, final long bytes) {
        long granted = 0;
        for (int i = 0; i < MOST_EVICTIONS; i++) {
            final long missing;
            synchronized (this) {
                granted += grant(share, bytes - granted);
                missing = granted == bytes ? 0 : evictable(share, bytes - granted);
            }
            if (missing <= 0 || evictor.applyAsLong(missing) == 0) {
                return granted;
            }
        }
        synchronized (this) {
            return granted + grant(share, bytes - granted);
        }
    }

    private long grant(final Share share, final long bytes) {
        if (bytes <= 0 || !shares.contains(share)) {
            return 0;
        }
        final long granted = Math.max(0, Math.min(bytes, Math.min(limit(share) - share.mine, free(share))));
        share.mine += granted;
        used += granted;
        return granted;
    }

    /** The most that one task may have now. */
    private long limit(final Share share) {
        return shares.contains(share) ? (total - Math.min(blocks, protectedBlocks)) / shares.size() : 0;
    }

    /** What a task could take: below zero if the others could not have their least shares even so. */
    private long free(final Share share) {
        long kept = 0;
        for (final Share other : shares) {
            if (other != share) {
                kept += Math.max(0, leastShare - other.mine);
            }
        }
        return total - used - blocks - kept;
    }

    /** How much has to be pushed out for what a task asks for; 0 if that is no use. */
    private long evictable(final Share share, final long bytes) {
        final long wanted = Math.min(Math.max(bytes, LEAST_EVICTION), limit(share) - share.mine);
        return wanted <= 0 ? 0 : Math.min(blocks - protectedBlocks, wanted - free(share));
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

    /** The blocks' memory. */
    private final class Blocks implements StorageMemory {

        @Override
        public boolean acquire(final long bytes) {
            synchronized (MemoryBudget.this) {
                if (bytes > total - used - blocks) {
                    return false;
                }
                blocks += bytes;
                return true;
            }
        }

        @Override
        public void release(final long bytes) {
            synchronized (MemoryBudget.this) {
                blocks -= bytes;
            }
        }

        @Override
        public long available() {
            synchronized (MemoryBudget.this) {
                return total - used - blocks;
            }
        }
    }
}
