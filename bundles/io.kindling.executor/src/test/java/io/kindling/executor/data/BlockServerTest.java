package io.kindling.executor.data;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.common.Clock;
import io.kindling.common.RddId;
import io.kindling.executor.task.CappedMemory;
import io.kindling.protocol.message.FetchFailure;
import io.kindling.protocol.message.FetchPartition;
import io.kindling.protocol.message.PartitionBatches;
import io.kindling.protocol.wire.WireMessage;
import io.kindling.storage.api.BlockDraft;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.BlockListener;
import io.kindling.storage.api.BlockStore;
import io.kindling.storage.api.FileSpace;
import io.kindling.storage.api.KeepLevel;
import io.kindling.storage.api.StorageMemory;
import io.kindling.storage.api.StoreSetup;
import io.kindling.storage.memory.LocalBlockStores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;

/** What askers of kept partitions get, and what stays open for them. */
public class BlockServerTest {

    private static final KeepLevel OFF_HEAP = KeepLevel.parse("memory+offheap");

    private final StorageMemory offHeap = new CappedMemory(1 << 20);
    private final BlockNames names = new BlockNames("app");
    private final BlockStore store = new LocalBlockStores().open(new StoreSetup(new CappedMemory(1 << 20), offHeap, new NoFiles(), BlockListener.NONE));
    private long now;
    private final BlockServer server = new BlockServer(store, names, new Clock() {

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public long currentTimeMillis() {
            return TimeUnit.NANOSECONDS.toMillis(now);
        }
    });

    @After
    public void close() {
        server.close();
        store.close();
        assertEquals("nothing is held any more", 1 << 20, offHeap.available());
    }

    private BlockId keep(final int partition) {
        final BlockId block = new BlockId("app", new RddId(3), partition);
        try (BlockDraft draft = store.draft(block, OFF_HEAP)) {
            for (int i = 0; i < 3; i++) {
                assertTrue(draft.append(new byte[10], 0, 10));
            }
            assertTrue(draft.commit());
        }
        return block;
    }

    /** A batch each time. */
    private WireMessage ask(final long stream, final int partition, final long position) {
        return server.serve(new FetchPartition(stream, 3, partition, 0, position, 1));
    }

    @Test
    public void shouldGoOnWhereItWas() {
        keep(0);
        for (int position = 0; position < 3; position++) {
            final PartitionBatches part = (PartitionBatches) ask(7, 0, position);
            assertEquals(1, part.batches().size());
            assertFalse(part.last());
        }
        assertTrue(((PartitionBatches) ask(7, 0, 3)).last());
        assertTrue("it has ended", ask(7, 0, 3) instanceof FetchFailure);
    }

    @Test
    public void shouldLetGoOfWhatItsAskerHasLeft() {
        store.drop(askedFirst(7, 0));
        final long held = offHeap.available();
        now = TimeUnit.SECONDS.toNanos(170);
        store.drop(askedFirst(8, 1));
        assertTrue("both are held", offHeap.available() < held);
        assertTrue(ask(7, 0, 1) instanceof PartitionBatches);
        now = TimeUnit.SECONDS.toNanos(351);
        assertTrue(ask(7, 0, 2) instanceof PartitionBatches);
        assertEquals("one is left", held, offHeap.available());
        assertTrue(ask(8, 1, 1) instanceof FetchFailure);
    }

    private BlockId askedFirst(final long stream, final int partition) {
        final BlockId block = keep(partition);
        assertTrue(ask(stream, partition, 0) instanceof PartitionBatches);
        return block;
    }

    @Test
    public void shouldAnswerWhateverTheApplicationThrows() {
        try (BlockDraft draft = store.draft(new BlockId("app", new RddId(3), 5), KeepLevel.MEMORY_ONLY)) {
            assertTrue(draft.keep(new Object[1], 100, (records, from, target) -> {
                throw new StackOverflowError();
            }));
        }
        final FetchFailure failure = (FetchFailure) ask(7, 5, 0);
        assertTrue(failure.reason(), failure.reason().contains("StackOverflowError"));
    }

    /** The tests need none. */
    private static final class NoFiles implements FileSpace {

        @Override
        public Path newFile(final String prefix) throws IOException {
            throw new IOException("no file is needed here");
        }

        @Override
        public void failed(final Path file, final IOException cause) {
            throw new AssertionError(cause);
        }
    }
}
