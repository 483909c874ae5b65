package io.kindling.storage.memory;

import io.kindling.common.RddId;
import io.kindling.storage.api.BlockDraft;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.BlockStore;
import io.kindling.storage.api.FrameReader;
import io.kindling.storage.api.KeepLevel;
import io.kindling.storage.api.StoreSetup;
import io.kindling.storage.api.StoredBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps blocks in memory and on disk. A block pushes out blocks of other data sets, those unused for longest first; never one of its own
 * data set, for it would be next to push out this one. The lock is never held while a file is written or read.
 */
final class LocalBlockStore implements BlockStore {

    private static final Logger LOG = LoggerFactory.getLogger(LocalBlockStore.class);

    private final StoreSetup setup;
    private final FileOpener files;
    private final Slabs slabs;
    private final BatchPacking packing;
    private final Object lock = new Object();
    private final Map<BlockId, Kept> blocks = new LinkedHashMap<>();
    private final UseOrder heapOrder = new UseOrder();
    private final UseOrder offHeapOrder = new UseOrder();
    private long heapBytes;
    private long offHeapBytes;

    LocalBlockStore(final StoreSetup setup, final FileOpener files) {
        this.setup = setup;
        this.files = files;
        slabs = new Slabs(setup.offHeap());
        packing = BatchPacking.of(setup.codec());
    }

    @Override
    public StoredBlock get(final BlockId block) {
        synchronized (lock) {
            final Kept kept = blocks.get(block);
            if (kept == null) {
                return null;
            }
            final Form form = (kept.memory == null ? kept.disk : kept.memory).retain();
            order(kept).use(kept);
            return new Opened(this, kept, form);
        }
    }

    /** A reader of a block has ended, which may have kept it from being pushed out. */
    void closed(final Kept kept, final Form form) {
        form.release();
        synchronized (lock) {
            if (kept.memory == form && blocks.get(kept.id) == kept) {
                order(kept).offer(kept);
            }
        }
    }

    @Override
    public BlockDraft draft(final BlockId block, final KeepLevel level) {
        return new Draft(this, block, level);
    }

    @Override
    public void drop(final BlockId block) {
        final Removed removed;
        synchronized (lock) {
            if (!blocks.containsKey(block)) {
                return;
            }
            removed = dropped(block);
        }
        removed.free();
    }

    @Override
    public void remove(final String application, final RddId rdd) {
        removeIf(block -> block.rdd().equals(rdd) && block.application().equals(application));
    }

    @Override
    public void removeAll(final String application) {
        removeIf(block -> block.application().equals(application));
    }

    @Override
    public void close() {
        removeIf(block -> true);
    }

    @Override
    public long usedBytes() {
        synchronized (lock) {
            return heapBytes + offHeapBytes;
        }
    }

    @Override
    public long shrink(final long bytes) {
        long freed = 0;
        while (freed < bytes) {
            final Kept victim = victim(any -> true);
            if (victim == null) {
                break;
            }
            freed += evict(victim);
        }
        return freed;
    }

    /** Takes room on the heap for a block, pushing others out if that is enough. */
    boolean acquireHeap(final BlockId block, final long bytes) {
        final DataSet dataSet = DataSet.of(block);
        while (!setup.heap().acquire(bytes)) {
            synchronized (lock) {
                if (bytes > setup.heap().available() + heapBytes - heapOrder.bytes(dataSet)) {
                    return false;
                }
            }
            final Kept victim = victim(other -> !other.equals(dataSet));
            if (victim == null) {
                return false;
            }
            evict(victim);
        }
        return true;
    }

    /** Pushes another block out of the memory outside of the heap, if so many bytes can be had; false if they cannot. */
    boolean makeRoomOffHeap(final BlockId block, final long bytes) {
        final Kept victim = offHeapVictim(DataSet.of(block), bytes);
        if (victim != null) {
            evict(victim);
        }
        return victim != null;
    }

    void releaseHeap(final long bytes) {
        setup.heap().release(bytes);
    }

    BatchPacking packing() {
        return packing;
    }

    OffHeapForm offHeap() {
        return new OffHeapForm(slabs);
    }

    DiskWriter writer(final BlockId block) {
        return new DiskWriter(setup.files(), files, "rdd_" + block.rdd() + "_" + block.partition());
    }

    /** Takes a new block in; what it takes of memory has been acquired. */
    void install(final Kept fresh) {
        final Removed old;
        synchronized (lock) {
            old = take(fresh.id);
            blocks.put(fresh.id, fresh);
            count(fresh, 1);
            order(fresh).use(fresh);
            tell(fresh);
        }
        old.free();
    }

    private UseOrder order(final Kept kept) {
        return kept.isOnHeap() ? heapOrder : offHeapOrder;
    }

    private Kept victim(final Predicate<DataSet> wanted) {
        synchronized (lock) {
            return heapOrder.leave(wanted);
        }
    }

    private Kept offHeapVictim(final DataSet spared, final long bytes) {
        synchronized (lock) {
            final boolean enough = setup.offHeap().available() + offHeapOrder.bytes() - offHeapOrder.bytes(spared) >= bytes;
            return enough ? offHeapOrder.leave(other -> !other.equals(spared)) : null;
        }
    }

    /** Takes a block out of memory, as its level says; returns what was freed. */
    private long evict(final Kept victim) {
        final Form memory = victim.memory;
        final DiskForm written = victim.level.disk() && victim.disk == null ? toDisk(victim.id, memory) : null;
        final boolean gone;
        synchronized (lock) {
            count(victim, -1);
            victim.memory = null;
            victim.leaving = false;
            gone = blocks.get(victim.id) != victim;
            if (!gone) {
                victim.disk = written == null ? victim.disk : written;
                if (victim.disk == null) {
                    blocks.remove(victim.id);
                }
                tell(victim);
            }
        }
        if (gone && written != null) {
            written.delete();
        }
        free(memory);
        return memory.bytes();
    }

    void free(final Form memory) {
        memory.release();
        if (!(memory instanceof OffHeapForm)) {
            releaseHeap(memory.bytes());
        }
    }

    private DiskForm toDisk(final BlockId block, final Form memory) {
        final DiskWriter writer = writer(block);
        try (FrameReader batches = packing.packed(memory)) {
            for (byte[] batch; (batch = batches.next()) != null;) {
                writer.append(batch, 0, batch.length);
            }
            return writer.finish();
        } catch (final IOException | RuntimeException | Error e) { // the application's code encodes: what it throws is not the failure of the task that needs room
            LOG.warn("Block {} of data set {} is dropped: it cannot be written to disk: {}", block.partition(), block.rdd(), e.toString());
            writer.abort();
            return null;
        }
    }

    /**
     * A block cannot be read.
     *
     * @return the same, with its name
     */
    IOException damaged(final Kept kept, final Form form, final IOException cause) {
        final String what = "Partition " + kept.id.partition() + " of data set " + kept.id.rdd() + " was kept and is lost: " + cause.getMessage();
        if (forget(kept)) { // else nobody keeps it any more, and its file was deleted for that
            if (form instanceof DiskForm disk) {
                setup.files().failed(disk.file(), cause);
            }
            LOG.warn("{}; it is dropped, and computed again where it is needed", what);
        }
        return new IOException(what, cause);
    }

    /** Out of the index, unless another one is there under its id by now, or none; whether it was there. */
    private boolean forget(final Kept lost) {
        final Removed removed;
        synchronized (lock) {
            if (blocks.get(lost.id) != lost) {
                return false;
            }
            removed = take(lost.id);
            setup.listener().changed(lost.id, lost.level, 0, 0);
        }
        removed.free();
        return true;
    }

    private void removeIf(final Predicate<BlockId> unwanted) {
        final List<Removed> removed = new ArrayList<>();
        synchronized (lock) {
            for (final BlockId id : List.copyOf(blocks.keySet())) {
                if (unwanted.test(id)) {
                    removed.add(dropped(id));
                }
            }
        }
        removed.forEach(Removed::free);
    }

    private Removed dropped(final BlockId block) {
        final Removed removed = take(block);
        setup.listener().changed(block, KeepLevel.MEMORY_ONLY, 0, 0);
        return removed;
    }

    /** Out of the index; what is to be freed is freed without the lock. */
    private Removed take(final BlockId block) {
        final Kept kept = blocks.remove(block);
        if (kept == null) {
            return new Removed(this, null, null);
        }
        final Form memory = kept.leaving ? null : kept.memory;
        if (memory != null) {
            order(kept).remove(kept);
            count(kept, -1);
        }
        return new Removed(this, memory, kept.disk);
    }

    private void count(final Kept kept, final int sign) {
        final long bytes = kept.memory == null ? 0 : sign * kept.memory.bytes();
        if (kept.isOnHeap()) {
            heapBytes += bytes;
        } else {
            offHeapBytes += bytes;
        }
    }

    private void tell(final Kept kept) {
        setup.listener().changed(kept.id, kept.level, kept.memory == null ? 0 : Math.max(1, kept.memory.bytes()),
                kept.disk == null ? 0 : Math.max(1, kept.disk.bytes()));
    }
}
