package io.kindling.storage.memory;

import io.kindling.common.ByteSize;
import io.kindling.common.RddId;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.BlockStore;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Keeps blocks on the heap under a budget: three tenths of the heap unless the component's property
 * {@code kindling.storage.memory.budget} says another size. A block pushes out blocks of other data sets, those
 * unused for longest first; never one of its own data set, for it would be next to push out this one.
 */
@Component(service = BlockStore.class)
public final class MemoryBlockStore implements BlockStore {

    private static final String BUDGET = "kindling.storage.memory.budget";
    private static final double SHARE = 0.3;

    private final long budget;
    private final Object lock = new Object();
    /** In the order of use. */
    private final Map<BlockId, Block> blocks = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<DataSet, Long> bytesByDataSet = new HashMap<>();
    private long used;

    @Activate
    public MemoryBlockStore(final Map<String, Object> properties) {
        this(budget(properties.get(BUDGET)));
    }

    MemoryBlockStore(final long budget) {
        this.budget = budget;
    }

    private static long budget(final Object configured) {
        return configured == null ? (long) (Runtime.getRuntime().maxMemory() * SHARE) : ByteSize.parse(configured.toString());
    }

    @Override
    public Object[] get(final BlockId block) {
        synchronized (lock) {
            final Block kept = blocks.get(block);
            return kept == null ? null : kept.records;
        }
    }

    @Override
    public boolean put(final BlockId block, final Object[] records, final long sizeBytes) {
        if (sizeBytes < 0) {
            throw new IllegalArgumentException("Block " + block + " has the size " + sizeBytes);
        }
        final DataSet dataSet = DataSet.of(block);
        synchronized (lock) {
            forget(block);
            // Also when nothing is free: what cannot be pushed out is what is kept of the same data set.
            if (sizeBytes > budget - bytesByDataSet.getOrDefault(dataSet, 0L)) {
                return false;
            }
            final Iterator<Map.Entry<BlockId, Block>> oldest = blocks.entrySet().iterator();
            while (sizeBytes > budget - used) {
                final Map.Entry<BlockId, Block> entry = oldest.next();
                if (!DataSet.of(entry.getKey()).equals(dataSet)) {
                    count(entry.getKey(), -entry.getValue().bytes);
                    oldest.remove();
                }
            }
            blocks.put(block, new Block(records, sizeBytes));
            count(block, sizeBytes);
            return true;
        }
    }

    @Override
    public void remove(final String application, final RddId rdd) {
        removeIf(block -> block.rdd().equals(rdd) && block.application().equals(application));
    }

    @Override
    public void removeAll(final String application) {
        removeIf(block -> block.application().equals(application));
    }

    private void removeIf(final Predicate<BlockId> unwanted) {
        synchronized (lock) {
            final Iterator<Map.Entry<BlockId, Block>> all = blocks.entrySet().iterator();
            while (all.hasNext()) {
                final Map.Entry<BlockId, Block> entry = all.next();
                if (unwanted.test(entry.getKey())) {
                    count(entry.getKey(), -entry.getValue().bytes);
                    all.remove();
                }
            }
        }
    }

    private void forget(final BlockId block) {
        final Block old = blocks.remove(block);
        if (old != null) {
            count(block, -old.bytes);
        }
    }

    private void count(final BlockId block, final long bytes) {
        used += bytes;
        bytesByDataSet.merge(DataSet.of(block), bytes, (one, other) -> one + other == 0 ? null : Long.valueOf(one + other));
    }

    @Override
    public long usedBytes() {
        synchronized (lock) {
            return used;
        }
    }

    private record Block(Object[] records, long bytes) {
    }

    private record DataSet(String application, RddId rdd) {

        static DataSet of(final BlockId block) {
            return new DataSet(block.application(), block.rdd());
        }
    }
}
