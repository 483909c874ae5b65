package io.kindling.driver.kit;

import io.kindling.common.RddId;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.BlockStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps every block. */
final class MapBlocks implements BlockStore {

    private final Map<BlockId, Object[]> blocks = new ConcurrentHashMap<>();

    @Override
    public Object[] get(final BlockId block) {
        return blocks.get(block);
    }

    @Override
    public boolean put(final BlockId block, final Object[] records, final long sizeBytes) {
        blocks.put(block, records);
        return true;
    }

    @Override
    public void remove(final String application, final RddId rdd) {
        blocks.keySet().removeIf(b -> b.rdd().equals(rdd));
    }

    @Override
    public void removeAll(final String application) {
        blocks.clear();
    }

    @Override
    public long usedBytes() {
        return 0;
    }
}
