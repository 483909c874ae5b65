package io.kindling.storage.memory;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.kindling.common.RddId;
import io.kindling.storage.api.BlockId;
import java.util.Map;
import org.junit.Test;

public class MemoryBlockStoreTest {

    private static final Object[] RECORDS = {"a"};

    private final MemoryBlockStore store = new MemoryBlockStore(100);

    @Test
    public void shouldKeepWhatFits() {
        assertTrue(store.put(block(1, 0), RECORDS, 100));
        assertSame(RECORDS, store.get(block(1, 0)));
        assertNull(store.get(block(1, 1)));
        assertEquals(100, store.usedBytes());
    }

    @Test
    public void shouldPushOutOtherDataSetsUnusedForLongest() {
        store.put(block(1, 0), RECORDS, 40);
        store.put(block(2, 0), RECORDS, 40);
        store.get(block(1, 0));
        assertTrue(store.put(block(3, 0), RECORDS, 50));
        assertNotNull(store.get(block(1, 0)));
        assertNull(store.get(block(2, 0)));
        assertEquals(90, store.usedBytes());
    }

    @Test
    public void shouldNotPushOutTheSameDataSet() {
        store.put(block(1, 0), RECORDS, 60);
        store.put(block(2, 0), RECORDS, 40);
        assertFalse(store.put(block(1, 1), RECORDS, 41));
        assertNotNull("nothing is pushed out for a block that cannot be kept", store.get(block(2, 0)));
        assertTrue(store.put(block(1, 1), RECORDS, 40));
        assertNull(store.get(block(2, 0)));
    }

    @Test
    public void shouldRefuseWhatNeverFits() {
        assertFalse(store.put(block(1, 0), RECORDS, 101));
        assertEquals(0, store.usedBytes());
    }

    @Test
    public void shouldCountABlockThatIsPutAgainOnce() {
        store.put(block(1, 0), RECORDS, 60);
        assertTrue(store.put(block(1, 0), RECORDS, 70));
        assertEquals(70, store.usedBytes());
    }

    @Test
    public void shouldForgetADataSetOrAnApplicationOnly() {
        store.put(block(1, 0), RECORDS, 10);
        store.put(block(1, 1), RECORDS, 10);
        store.put(block(2, 0), RECORDS, 10);
        store.put(new BlockId("other", new RddId(1), 0), RECORDS, 10);
        store.remove("app", new RddId(1));
        assertEquals(20, store.usedBytes());
        assertNotNull(store.get(new BlockId("other", new RddId(1), 0)));
        store.removeAll("app");
        assertEquals(10, store.usedBytes());
        store.removeAll("other");
        assertEquals(0, store.usedBytes());
    }

    @Test
    public void shouldTakeItsBudgetFromTheProperty() {
        final MemoryBlockStore small = new MemoryBlockStore(Map.of("kindling.storage.memory.budget", "1k"));
        assertFalse(small.put(block(1, 0), RECORDS, 1025));
        assertTrue(small.put(block(1, 0), RECORDS, 1024));
    }

    private static BlockId block(final int rdd, final int partition) {
        return new BlockId("app", new RddId(rdd), partition);
    }
}
