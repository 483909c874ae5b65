package io.kindling.storage.memory;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.kindling.common.RddId;
import io.kindling.storage.api.BlockDraft;
import io.kindling.storage.api.BlockEncoder;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.BlockStore;
import io.kindling.storage.api.FrameReader;
import io.kindling.storage.api.KeepLevel;
import io.kindling.storage.api.StoredBlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What every block store does, whatever it keeps blocks in. */
public abstract class BlockStoreContractTest {

    static final KeepLevel DISK = KeepLevel.DISK_ONLY;
    static final KeepLevel OBJECTS = KeepLevel.MEMORY_ONLY;
    static final KeepLevel OBJECTS_AND_DISK = KeepLevel.parse("disk+memory+objects");
    static final KeepLevel BYTES = KeepLevel.parse("memory");
    static final KeepLevel BYTES_AND_DISK = KeepLevel.parse("disk+memory");
    static final KeepLevel OFF_HEAP = KeepLevel.parse("disk+memory+offheap");
    static final List<KeepLevel> LEVELS = List.of(DISK, OBJECTS, OBJECTS_AND_DISK, BYTES, BYTES_AND_DISK, OFF_HEAP);

    /** A batch a record. */
    static final BlockEncoder ENCODER = (records, from, target) -> {
        final byte[] bytes = records[from].toString().getBytes(StandardCharsets.UTF_8);
        target.accept(bytes, 0, bytes.length);
        return from + 1;
    };

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    final TestMemory heap = new TestMemory(1_000);
    final TestMemory offHeap = new TestMemory(4 * Slabs.BYTES);
    final List<String> told = new ArrayList<>();
    TestSpace space;
    BlockStore store;

    /** Opens the store under test with what is here. */
    abstract BlockStore open();

    @Before
    public void openStore() {
        space = new TestSpace(folder.getRoot().toPath());
        store = open();
    }

    @After
    public void shouldLeaveNothing() {
        store.close();
        assertEquals(0, heap.used);
        assertEquals(0, offHeap.used);
        assertEquals(List.of(), space.files());
    }

    static BlockId block(final int rdd, final int partition) {
        return new BlockId("app", new RddId(rdd), partition);
    }

    boolean put(final BlockId block, final KeepLevel level, final long bytes, final String... records) {
        try (BlockDraft draft = store.draft(block, level)) {
            if (level.objects()) {
                return draft.reserve(bytes) && draft.keep(records, bytes, ENCODER);
            }
            for (final String record : records) {
                final byte[] batch = record.getBytes(StandardCharsets.UTF_8);
                if (!draft.append(batch, 0, batch.length)) {
                    return false;
                }
            }
            return draft.commit();
        }
    }

    List<String> read(final BlockId block) throws IOException {
        try (StoredBlock kept = store.get(block)) {
            if (kept == null) {
                return null;
            }
            final List<String> records = new ArrayList<>();
            try (FrameReader frames = kept.frames()) {
                for (byte[] batch; (batch = frames.next()) != null;) {
                    records.add(new String(batch, StandardCharsets.UTF_8));
                }
            }
            return records;
        }
    }

    @Test
    public void shouldGiveBackWhatItKeepsAtEveryLevel() throws IOException {
        for (final KeepLevel level : LEVELS) {
            final BlockId id = block(LEVELS.indexOf(level), 3);
            assertNull(read(id));
            assertTrue(level.text(), put(id, level, 50, "a", "bcd", ""));
            assertEquals(level.text(), List.of("a", "bcd"), read(id).subList(0, 2));
            assertEquals("again", List.of("a", "bcd"), read(id).subList(0, 2));
            try (StoredBlock kept = store.get(id)) {
                assertEquals(level, kept.level());
                assertEquals(level.text(), level.objects(), kept.objects() != null);
            }
        }
    }

    @Test
    public void shouldKeepEmptyBlocks() throws IOException {
        for (final KeepLevel level : LEVELS) {
            assertTrue(put(block(1, 0), level, 16));
            assertEquals(level.text(), List.of(), read(block(1, 0)));
        }
    }

    @Test
    public void shouldGiveTheSameObjects() {
        final String[] records = {"a"};
        assertTrue(put(block(1, 0), OBJECTS, 10, records));
        assertSame(records, store.get(block(1, 0)).objects());
        assertEquals(10, store.usedBytes());
        assertEquals(10, heap.used);
    }

    @Test
    public void shouldPushOutOtherDataSetsUnusedForLongest() throws IOException {
        put(block(1, 0), OBJECTS, 400, "1");
        put(block(2, 0), OBJECTS, 400, "2");
        store.get(block(1, 0)).close();
        assertTrue(put(block(3, 0), OBJECTS, 500, "3"));
        assertNotNull(read(block(1, 0)));
        assertNull(read(block(2, 0)));
        assertEquals(900, heap.used);
        assertTrue(told.contains("2/0 0 0"));
    }

    @Test
    public void shouldNeverPushOutBlocksOfTheSameDataSet() throws IOException {
        assertTrue(put(block(1, 0), OBJECTS, 600, "1"));
        assertFalse(put(block(1, 1), OBJECTS, 600, "2"));
        assertEquals(List.of("1"), read(block(1, 0)));
        assertNull(read(block(1, 1)));
        assertEquals(600, heap.used);
    }

    @Test
    public void shouldPushNothingOutForWhatDoesNotFitAnyway() throws IOException {
        put(block(1, 0), OBJECTS, 600, "1");
        assertFalse(put(block(2, 0), OBJECTS, 1_001, "2"));
        assertNotNull(read(block(1, 0)));
    }

    @Test
    public void shouldWritePushedOutBlocksToDiskIfTheirLevelSaysSo() throws IOException {
        put(block(1, 0), OBJECTS_AND_DISK, 600, "1", "x");
        put(block(2, 0), BYTES_AND_DISK, 0, "2", "y");
        assertTrue(put(block(3, 0), OBJECTS, 1_000, "3"));
        assertEquals(List.of("1", "x"), read(block(1, 0)));
        assertEquals(List.of("2", "y"), read(block(2, 0)));
        assertNull(store.get(block(1, 0)).objects());
        assertEquals(1_000, heap.used);
        assertEquals(2, space.files().size());
    }

    @Test
    public void shouldGoOnToDiskWhereMemoryEnds() throws IOException {
        final String large = "x".repeat(600);
        assertTrue(put(block(1, 0), BYTES_AND_DISK, 0, large, large, large));
        assertEquals(List.of(large, large, large), read(block(1, 0)));
        assertFalse("no disk", put(block(2, 0), BYTES, 0, large, large, large));
        assertNull(read(block(2, 0)));
        assertEquals(0, heap.used);
    }

    @Test
    public void shouldGoOnToDiskWhereMemoryOutsideOfTheHeapEnds() throws IOException {
        final String large = "x".repeat(Slabs.BYTES);
        assertTrue(put(block(1, 0), OFF_HEAP, 0, large, large));
        assertTrue(put(block(2, 0), OFF_HEAP, 0, large, large, "end"));
        assertEquals(List.of(large, large), read(block(1, 0)));
        assertEquals(List.of(large, large, "end"), read(block(2, 0)));
        assertEquals(3L * Slabs.BYTES, offHeap.used);
        assertEquals(1, space.files().size());
        assertEquals(0, heap.used);
    }

    @Test
    public void shouldPushOutOfTheMemoryOutsideOfTheHeapWhatOtherDataSetsHaveNotUsedForLongest() throws IOException {
        final String large = "x".repeat(Slabs.BYTES);
        put(block(1, 0), OFF_HEAP, 0, large);
        put(block(2, 0), OFF_HEAP, 0, large);
        assertEquals(List.of(large), read(block(1, 0)));
        assertTrue(put(block(3, 0), OFF_HEAP, 0, "new"));
        assertEquals("the second is on disk", 1, space.files().size());
        assertEquals(3L * Slabs.BYTES, offHeap.used);
        assertTrue(put(block(3, 1), OFF_HEAP, 0, large));
        assertEquals("and the first", 2, space.files().size());
        assertTrue(put(block(3, 2), OFF_HEAP, 0, large));
        assertEquals("its own it does not push out", 3, space.files().size());
        assertEquals(3L * Slabs.BYTES, offHeap.used);
        assertEquals(3L * Slabs.BYTES, store.usedBytes());
        for (final BlockId id : List.of(block(1, 0), block(2, 0), block(3, 1), block(3, 2))) {
            assertEquals(List.of(large), read(id));
        }
        assertEquals(List.of("new"), read(block(3, 0)));
        assertEquals(0, heap.used);
    }

    @Test
    public void shouldPushNothingOutOfTheMemoryOutsideOfTheHeapInVain() throws IOException {
        final String large = "x".repeat(Slabs.BYTES);
        put(block(1, 0), OFF_HEAP, 0, large);
        put(block(2, 0), OFF_HEAP, 0, large);
        assertTrue("more than there is", put(block(3, 0), OFF_HEAP, 0, large.repeat(4)));
        assertEquals("only that is on disk", 1, space.files().size());
        assertEquals(4L * Slabs.BYTES, offHeap.used);
        try (StoredBlock one = store.get(block(1, 0)); StoredBlock other = store.get(block(2, 0))) {
            assertTrue("what is read would not come free", put(block(4, 0), OFF_HEAP, 0, "new"));
            assertEquals(2, space.files().size());
            assertArrayEquals(large.getBytes(StandardCharsets.UTF_8), one.frames().next());
            assertArrayEquals(large.getBytes(StandardCharsets.UTF_8), other.frames().next());
        }
    }

    @Test
    public void shouldPushOutOfTheMemoryOutsideOfTheHeapWhatHasBeenReadToItsEnd() throws IOException {
        final String large = "x".repeat(Slabs.BYTES);
        put(block(1, 0), OFF_HEAP, 0, large);
        put(block(2, 0), OFF_HEAP, 0, large);
        final StoredBlock first = store.get(block(1, 0));
        final StoredBlock again = store.get(block(1, 0));
        final StoredBlock second = store.get(block(2, 0));
        second.close();
        first.close();
        assertTrue(put(block(3, 0), OFF_HEAP, 0, "new"));
        assertEquals("the second is on disk, for the first is still read", List.of(true), space.files().stream().map(file -> file.toString().contains("rdd_2")).toList());
        again.close();
        again.close();
        assertTrue(put(block(4, 0), OFF_HEAP, 0, large));
        assertEquals("and the first", 2, space.files().size());
        assertEquals(3L * Slabs.BYTES, offHeap.used);
        assertEquals(List.of(large), read(block(1, 0)));
        assertEquals(List.of("new"), read(block(3, 0)));
    }

    @Test
    public void shouldKeepMemoryOutsideOfTheHeapUntilItsReadersEnd() throws IOException {
        put(block(1, 0), OFF_HEAP, 0, "a");
        final StoredBlock open = store.get(block(1, 0));
        store.drop(block(1, 0));
        assertEquals(Slabs.BYTES, offHeap.used);
        assertArrayEquals("a".getBytes(StandardCharsets.UTF_8), open.frames().next());
        open.close();
        open.close();
        assertEquals(0, offHeap.used);
    }

    @Test
    public void shouldStreamObjectsToDiskWhenTheRoomForThemEnds() throws IOException {
        try (BlockDraft draft = store.draft(block(1, 0), OBJECTS_AND_DISK)) {
            assertTrue(draft.reserve(900));
            assertFalse(draft.reserve(1_100));
            assertTrue(draft.append(new byte[] {'a'}, 0, 1));
            assertEquals("the objects are gone", 0, heap.used);
            assertTrue(draft.append(new byte[] {'b'}, 0, 1));
            assertNull("not yet", read(block(1, 0)));
            assertTrue(draft.commit());
        }
        assertEquals(List.of("a", "b"), read(block(1, 0)));
    }

    @Test
    public void shouldForgetWhatWasNotCommitted() throws IOException {
        try (BlockDraft draft = store.draft(block(1, 0), BYTES)) {
            draft.append(new byte[10], 0, 10);
        }
        try (BlockDraft draft = store.draft(block(1, 0), DISK)) {
            draft.append(new byte[10], 0, 10);
        }
        assertNull(read(block(1, 0)));
        assertEquals(0, heap.used);
        assertEquals(List.of(), space.files());
    }

    @Test
    public void shouldTakeTheLastOfTwoDrafts() throws IOException {
        put(block(1, 0), OBJECTS_AND_DISK, 100, "old");
        put(block(1, 0), OBJECTS_AND_DISK, 200, "new");
        assertEquals(List.of("new"), read(block(1, 0)));
        assertEquals(200, heap.used);
    }

    @Test
    public void shouldForgetByDataSetAndByApplication() throws IOException {
        put(block(1, 0), OBJECTS, 10, "a");
        put(block(1, 1), DISK, 0, "b");
        put(block(2, 0), OBJECTS, 10, "c");
        store.remove("app", new RddId(1));
        assertNull(read(block(1, 0)));
        assertNull(read(block(1, 1)));
        assertNotNull(read(block(2, 0)));
        store.removeAll("other");
        assertNotNull(read(block(2, 0)));
        store.removeAll("app");
        assertNull(read(block(2, 0)));
        assertTrue(told.containsAll(List.of("1/0 0 0", "1/1 0 0", "2/0 0 0")));
    }

    @Test
    public void shouldGiveMemoryToExecutionOutOfAnyDataSet() throws IOException {
        put(block(1, 0), OBJECTS, 300, "a");
        put(block(1, 1), OBJECTS_AND_DISK, 300, "b");
        assertEquals(300, store.shrink(200));
        assertNull("the oldest", read(block(1, 0)));
        assertEquals(300, store.shrink(10_000));
        assertEquals(0, store.shrink(1));
        assertEquals(List.of("b"), read(block(1, 1)));
        assertEquals(0, heap.used);
    }

    static List<String> list(final String... records) {
        return Arrays.asList(records);
    }
}
