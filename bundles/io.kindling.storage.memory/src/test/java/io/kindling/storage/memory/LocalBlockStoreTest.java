package io.kindling.storage.memory;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.common.files.DataKey;
import io.kindling.compression.CompressionCodecs;
import io.kindling.storage.api.BlockDraft;
import io.kindling.storage.api.BlockStore;
import io.kindling.storage.api.StoreSetup;
import io.kindling.storage.api.StoredBlock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.Test;

public class LocalBlockStoreTest extends BlockStoreContractTest {

    private Predicate<Path> full = path -> false;
    private Predicate<Path> endless = path -> false;
    private String codec = "";
    private int fullAfter = Integer.MAX_VALUE;

    @Override
    BlockStore open() {
        return new LocalBlockStore(new StoreSetup(heap, offHeap, space, (block, level, memory, disk) ->
                told.add(block.rdd().value() + "/" + block.partition() + " " + memory + " " + disk), codec), new FailingFiles());
    }

    private Path onlyFile() {
        assertEquals(1, space.files().size());
        return space.files().get(0);
    }

    private void shouldBeLost(final String said) throws IOException {
        final IOException thrown = assertThrows(IOException.class, () -> read(block(1, 0)));
        assertTrue(thrown.getMessage(), thrown.getMessage().startsWith("Partition 0 of data set 1 was kept and is lost"));
        assertTrue(thrown.getMessage(), thrown.getMessage().contains(said));
        assertNull("dropped", read(block(1, 0)));
        assertTrue(told.contains("1/0 0 0"));
    }

    @Test
    public void shouldDropABlockWhoseFileHasAnotherBit() throws IOException {
        put(block(1, 0), DISK, 0, "some", "records");
        final Path file = onlyFile();
        final byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 4;
        Files.write(file, bytes);
        shouldBeLost("checksum");
    }

    @Test
    public void shouldDropABlockWhoseFileIsShorter() throws IOException {
        put(block(1, 0), DISK, 0, "some", "records");
        final Path file = onlyFile();
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 17));
        shouldBeLost("shorter");
    }

    @Test
    public void shouldDropABlockWhoseFileIsGone() throws IOException {
        put(block(1, 0), DISK, 0, "some", "records");
        Files.delete(onlyFile());
        shouldBeLost("rdd_1_0-1 is gone");
    }

    @Test
    public void shouldGoOnInAnotherDirectoryWhenOneIsFull() throws IOException {
        full = path -> path.toString().contains("one");
        fullAfter = 30;
        assertTrue(put(block(1, 0), DISK, 0, "0123456789", "abcdefghij", "ABCDEFGHIJ"));
        assertEquals(List.of("No space left on device"), space.failures);
        assertEquals(List.of("0123456789", "abcdefghij", "ABCDEFGHIJ"), read(block(1, 0)));
        assertTrue(onlyFile().toString().contains("two"));
    }

    @Test
    public void shouldGoOnInAnotherDirectoryWithFilesThatAreSealed() throws IOException {
        seal();
        shouldGoOnInAnotherDirectoryWhenOneIsFull();
    }

    private void seal() {
        store.close();
        space.dataFiles = DataKey.random(128).over(space.dataFiles);
        store = open();
    }

    @Test
    public void shouldSealWhatGoesToDisk() throws IOException {
        seal();
        put(block(1, 0), OBJECTS_AND_DISK, 600, "a marker");
        put(block(2, 0), OBJECTS, 600, "b");
        put(block(3, 0), DISK, 0, "another marker");
        assertEquals(2, space.files().size());
        for (final Path file : space.files()) {
            assertFalse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("marker"));
        }
        assertEquals(List.of("a marker"), read(block(1, 0)));
        assertEquals(List.of("another marker"), read(block(3, 0)));
        final Path file = space.files().stream().filter(each -> each.toString().contains("rdd_3")).findFirst().orElseThrow();
        final byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 4;
        Files.write(file, bytes);
        assertThrows(IOException.class, () -> read(block(3, 0)));
        assertNull("dropped, to be computed again", read(block(3, 0)));
    }

    @Test
    public void shouldCompressEncodedBatchesInMemoryAndOnDisk() throws IOException {
        for (final String name : CompressionCodecs.NAMES) {
            told.clear();
            store.close();
            codec = name;
            store = open();
            final String text = "again and ".repeat(500);
            assertTrue("it would not fit as it is", put(block(1, 0), BYTES, 0, text, "short"));
            put(block(2, 0), DISK, 0, text);
            put(block(3, 0), OBJECTS_AND_DISK, 600, text, "short");
            put(block(4, 0), OBJECTS, 600, "pushes out");
            assertEquals(List.of(text, "short"), read(block(3, 0)));
            assertEquals(List.of(text), read(block(2, 0)));
            assertTrue(put(block(5, 0), BYTES_AND_DISK, 0, text, text, text, "short"));
            assertEquals(List.of(text, text, text, "short"), read(block(5, 0)));
            assertTrue(put(block(6, 0), OFF_HEAP, 0, text, "short"));
            assertEquals(List.of(text, "short"), read(block(6, 0)));
            for (final Path file : space.files()) {
                assertTrue(name + " " + Files.size(file), Files.size(file) < 1_500);
            }
        }
    }

    @Test
    public void shouldNotKeepWhatNoDirectoryTakes() throws IOException {
        full = path -> true;
        fullAfter = 30;
        assertFalse(put(block(1, 0), DISK, 0, "0123456789", "abcdefghij", "ABCDEFGHIJ"));
        assertNull(read(block(1, 0)));
        assertEquals(List.of(), space.files());
    }

    @Test
    public void shouldDropABlockThatCannotBeWrittenWhenItIsPushedOut() throws IOException {
        put(block(1, 0), OBJECTS_AND_DISK, 600, "a");
        full = path -> true;
        fullAfter = 0;
        assertTrue(put(block(2, 0), OBJECTS, 600, "b"));
        assertNull(read(block(1, 0)));
        assertEquals(600, heap.used);
        assertEquals(List.of(), space.files());
    }

    @Test
    public void shouldKeepBlocksThatAKilledTaskReadsOrPushesOut() throws IOException {
        shouldKeepBlocksThatAnInterruptedThreadReadsOrPushesOut();
        seal();
        shouldKeepBlocksThatAnInterruptedThreadReadsOrPushesOut();
    }

    private void shouldKeepBlocksThatAnInterruptedThreadReadsOrPushesOut() throws IOException {
        put(block(1, 0), DISK, 0, "on disk");
        put(block(2, 0), OBJECTS_AND_DISK, 600, "pushed out");
        Thread.currentThread().interrupt();
        try {
            assertEquals(List.of("on disk"), read(block(1, 0)));
            assertTrue(put(block(3, 0), OBJECTS, 600, "b"));
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals(List.of("on disk"), read(block(1, 0)));
        assertEquals(List.of("pushed out"), read(block(2, 0)));
        assertEquals("no disk is at fault", List.of(), space.failures);
    }

    @Test
    public void shouldLeaveADirectoryOutThatFailsAtTheEndOfAFile() throws IOException {
        endless = path -> path.toString().contains("one");
        assertFalse(put(block(1, 0), DISK, 0, "a"));
        assertEquals(List.of("Input/output error"), space.failures);
        assertEquals(List.of(), space.files());
        assertTrue(put(block(1, 0), DISK, 0, "a"));
        assertEquals(List.of("a"), read(block(1, 0)));
    }

    @Test
    public void shouldDropABlockThatCannotBeEncodedWhenItIsPushedOut() throws IOException {
        try (BlockDraft draft = store.draft(block(1, 0), OBJECTS_AND_DISK)) {
            assertTrue(draft.keep(new Object[1], 600, (records, from, target) -> {
                throw new StackOverflowError();
            }));
        }
        assertTrue(put(block(2, 0), OBJECTS, 600, "b"));
        assertNull(read(block(1, 0)));
        assertEquals(600, heap.used);
        assertEquals(List.of(), space.files());
    }

    @Test
    public void shouldKeepTheNewBlockWhenTheOldOneCannotBeReadAnyMore() throws IOException {
        put(block(1, 0), DISK, 0, "old");
        try (StoredBlock old = store.get(block(1, 0))) {
            put(block(1, 0), DISK, 0, "new");
            assertThrows(IOException.class, old::frames);
        }
        assertEquals(List.of("new"), read(block(1, 0)));
        assertEquals("no disk is at fault", List.of(), space.failures);
    }

    @Test
    public void shouldTellWhereBlocksAre() {
        put(block(1, 0), OBJECTS_AND_DISK, 600, "a");
        put(block(2, 0), OBJECTS, 600, "b");
        assertEquals(List.of("1/0 600 0", "1/0 0 9", "2/0 600 0"), told);
    }

    /** The file system, but some files take only so many bytes, or never end. */
    private final class FailingFiles implements FileOpener {

        private final FileOpener files = FileOpener.over(space.dataFiles());

        @Override
        public Written create(final Path file) throws IOException {
            final Written out = files.create(file);
            return new Written() {

                private int written;

                @Override
                public void write(final byte[] bytes, final int offset, final int length) throws IOException {
                    if (full.test(file) && written + length > fullAfter) {
                        out.write(bytes, offset, Math.max(0, fullAfter - written));
                        throw new IOException("No space left on device");
                    }
                    written += length;
                    out.write(bytes, offset, length);
                }

                @Override
                public InputStream read() throws IOException {
                    return out.read();
                }

                @Override
                public void close() throws IOException {
                    out.close();
                    if (endless.test(file)) {
                        throw new IOException("Input/output error");
                    }
                }
            };
        }

        @Override
        public InputStream open(final Path file) throws IOException {
            return files.open(file);
        }

        @Override
        public void rename(final Path from, final Path to) throws IOException {
            files.rename(from, to);
        }

        @Override
        public void delete(final Path file) throws IOException {
            files.delete(file);
        }
    }
}
