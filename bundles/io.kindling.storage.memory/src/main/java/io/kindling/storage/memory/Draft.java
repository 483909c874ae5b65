package io.kindling.storage.memory;

import io.kindling.storage.api.BlockDraft;
import io.kindling.storage.api.BlockEncoder;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.FrameReader;
import io.kindling.storage.api.KeepLevel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A block on its way into the store: in memory at first if its level says so, on disk from where memory ends. */
final class Draft implements BlockDraft {

    private static final Logger LOG = LoggerFactory.getLogger(Draft.class);
    private static final long STEP = 256 << 10;

    private final LocalBlockStore store;
    private final BlockId block;
    private final KeepLevel level;
    private long reserved;
    private List<byte[]> batches = new ArrayList<>();
    private long bytes;
    private OffHeapForm offHeap;
    private DiskWriter disk;
    private boolean ended;

    Draft(final LocalBlockStore store, final BlockId block, final KeepLevel level) {
        this.store = store;
        this.block = block;
        this.level = level;
    }

    @Override
    public boolean reserve(final long wanted) {
        if (wanted <= reserved) {
            return true;
        }
        if (ended || !store.acquireHeap(block, wanted - reserved)) {
            return false;
        }
        reserved = wanted;
        return true;
    }

    @Override
    public boolean keep(final Object[] records, final long size, final BlockEncoder encoder) {
        if (ended || !reserve(size)) {
            close();
            return false;
        }
        store.releaseHeap(reserved - size);
        reserved = 0;
        ended = true;
        store.install(new Kept(block, level, new ObjectForm(records, size, encoder), null));
        return true;
    }

    @Override
    public boolean append(final byte[] bytes, final int from, final int count) {
        if (ended) {
            return false;
        }
        final boolean packs = store.packing().compresses();
        final byte[] source = packs ? store.packing().pack(bytes, from, count) : bytes;
        final int offset = packs ? 0 : from;
        final int length = packs ? source.length : count;
        try {
            if (disk != null || level.objects() || !level.memory()) {
                toDisk(source, offset, length);
            } else if (!(level.offHeap() ? appendOffHeap(source, offset, length) : appendHeap(source, offset, length))) {
                if (!level.disk()) {
                    close();
                    return false;
                }
                moveToDisk();
                toDisk(source, offset, length);
            }
            return true;
        } catch (final IOException e) {
            LOG.warn("Partition {} of data set {} is not kept: it cannot be written to disk: {}", block.partition(), block.rdd(), e.toString());
            close();
            return false;
        }
    }

    private boolean appendHeap(final byte[] source, final int offset, final int length) {
        final long more = (long) length + HeapForm.OVERHEAD;
        final long needed = bytes + more;
        if (needed > reserved && !reserve(Math.max(needed, reserved + STEP)) && !reserve(needed)) {
            return false;
        }
        final byte[] copy = new byte[length];
        System.arraycopy(source, offset, copy, 0, length);
        batches.add(copy);
        bytes += more;
        return true;
    }

    private boolean appendOffHeap(final byte[] source, final int offset, final int length) {
        if (offHeap == null) {
            offHeap = store.offHeap();
        }
        while (!offHeap.append(source, offset, length)) {
            if (!store.makeRoomOffHeap(block, offHeap.missing(length))) {
                return false;
            }
        }
        return true;
    }

    private void moveToDisk() throws IOException {
        final Form sofar = level.offHeap() ? offHeap : new HeapForm(batches, bytes);
        try (FrameReader all = sofar.open()) {
            for (byte[] batch; (batch = all.next()) != null;) {
                toDisk(batch, 0, batch.length);
            }
        }
        freeMemory();
    }

    private void toDisk(final byte[] source, final int offset, final int length) throws IOException {
        if (disk == null) {
            disk = store.writer(block);
        }
        disk.append(source, offset, length);
        if (level.objects()) {
            freeMemory(); // the objects were handed over as the first batches
        }
    }

    private void freeMemory() {
        batches = new ArrayList<>();
        bytes = 0;
        if (offHeap != null) {
            offHeap.release();
            offHeap = null;
        }
        if (reserved > 0) {
            store.releaseHeap(reserved);
            reserved = 0;
        }
    }

    @Override
    public boolean commit() {
        if (ended) {
            return false;
        }
        try {
            if (disk == null && (level.objects() || !level.memory())) {
                disk = store.writer(block); // empty
            }
            if (disk != null) {
                final DiskForm form = disk.finish();
                disk = null;
                close();
                store.install(new Kept(block, level, null, form));
                return true;
            }
        } catch (final IOException e) {
            LOG.warn("Partition {} of data set {} is not kept: it cannot be written to disk: {}", block.partition(), block.rdd(), e.toString());
            close();
            return false;
        }
        final Form form = level.offHeap() ? (offHeap == null ? store.offHeap() : offHeap) : new HeapForm(List.copyOf(batches), bytes);
        if (!level.offHeap()) {
            store.releaseHeap(reserved - bytes);
        }
        reserved = 0;
        offHeap = null;
        ended = true;
        store.install(new Kept(block, level, form, null));
        return true;
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            freeMemory();
            if (disk != null) {
                disk.abort();
                disk = null;
            }
        }
    }
}
