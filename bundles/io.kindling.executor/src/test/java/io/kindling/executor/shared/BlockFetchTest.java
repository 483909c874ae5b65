package io.kindling.executor.shared;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.protocol.message.BlockBytes;
import io.kindling.protocol.message.ContentPlan;
import io.kindling.protocol.message.FetchBlock;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.SharedFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** How an executor gets the blocks of a content. */
public class BlockFetchTest {

    private static final String CONTENT = "00ff";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<byte[]> blocks = new ArrayList<>();
    private List<MapOutputs.Location> holders = List.of();
    private String refusal;
    private byte[] fromDriver;
    private BlockBytes fromPeer;
    private final ContentSource driver = new ContentSource() {

        @Override
        public ContentPlan find(final long broadcast, final String content) {
            asked.add("find");
            return refusal == null ? plan() : ContentPlan.refused(refusal);
        }

        @Override
        public SharedFiles files(final int session) {
            return new SharedFiles(List.of(new SharedFiles.SharedFile("a.txt", CONTENT, false)));
        }

        @Override
        public CompletableFuture<BlockBytes> fetch(final FetchBlock request) {
            asked.add("driver " + request.block());
            return CompletableFuture.completedFuture(new BlockBytes(fromDriver == null ? blocks.get(request.block()) : fromDriver));
        }
    };
    private final HeldContents contents = new HeldContents(driver, new BlockFetch(driver, this::peer, new Random(3)), this::newFile);

    private CompletableFuture<BlockBytes> peer(final MapOutputs.Location where, final FetchBlock request) {
        asked.add("executor " + where.executor());
        return where.executor() == 9 ? CompletableFuture.failedFuture(new IOException("gone"))
                : CompletableFuture.completedFuture(fromPeer == null ? new BlockBytes(blocks.get(request.block())) : fromPeer);
    }

    private Path firstBlock() {
        return newFile().resolveSibling(newFile().getFileName() + "-0");
    }

    private Path newFile() {
        return folder.getRoot().toPath().resolve("content");
    }

    private void content(final int count, final int size) {
        for (int i = 0; i < count; i++) {
            final byte[] block = new byte[size];
            new Random(i).nextBytes(block);
            blocks.add(block);
        }
    }

    private ContentPlan plan() {
        final int[] sums = blocks.stream().mapToInt(block -> {
            final CRC32C sum = new CRC32C();
            sum.update(block, 0, block.length);
            return (int) sum.getValue();
        }).toArray();
        return new ContentPlan(null, blocks.stream().mapToLong(block -> block.length).sum(), blocks.get(0).length, "",
                blocks.stream().mapToInt(block -> block.length).toArray(), sums, holders);
    }

    private byte[] read() {
        return contents.read(3, CONTENT, "Broadcast(3)", new HeldContents.Target<byte[]>() {

            private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

            @Override
            public OutputStream open(final long length) {
                return bytes;
            }

            @Override
            public byte[] done() {
                return bytes.toByteArray();
            }
        });
    }

    private byte[] whole() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        blocks.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    @Test
    public void shouldFetchOnceAndServeOthersFromThen() {
        content(7, 1_000);
        assertArrayEquals(whole(), read());
        assertArrayEquals(whole(), read());
        assertEquals(8, asked.size());
        assertFalse("in random order", asked.subList(1, 8).equals(Stream.of(0, 1, 2, 3, 4, 5, 6).map(i -> "driver " + i).toList()));
        assertArrayEquals(blocks.get(2), contents.serve(new FetchBlock(CONTENT, 2)).bytes());
        assertNull(contents.serve(new FetchBlock(CONTENT, 7)).bytes());
        assertNull(contents.serve(new FetchBlock("01", 0)).bytes());
        assertEquals(1, contents.drop(List.of(CONTENT, "01")));
        assertNull(contents.serve(new FetchBlock(CONTENT, 2)).bytes());
    }

    @Test
    public void shouldAskOtherExecutorsBeforeTheDriver() {
        content(4, 1_000);
        holders = List.of(new MapOutputs.Location(1, "host", 1), new MapOutputs.Location(2, "host", 2), new MapOutputs.Location(4, "host", 4));
        assertArrayEquals(whole(), read());
        assertEquals(asked.toString(), 4, asked.stream().filter(each -> each.startsWith("executor")).count());
        assertEquals(0, asked.stream().filter(each -> each.startsWith("driver")).count());
    }

    @Test
    public void shouldPassOverExecutorsThatAreGoneOrGiveWrongBytes() {
        content(2, 1_000);
        holders = List.of(new MapOutputs.Location(9, "host", 1), new MapOutputs.Location(2, "host", 2));
        fromPeer = new BlockBytes(new byte[1_000]);
        assertArrayEquals(whole(), read());
        final Map<String, Long> counts = asked.stream().collect(Collectors.groupingBy(each -> each.split(" ")[0], Collectors.counting()));
        assertEquals(Map.of("find", 1L, "executor", 4L, "driver", 2L), counts);
    }

    @Test
    public void shouldSayWhatIsWrongAndTryAgainNextTime() {
        content(3, 1_000);
        fromDriver = new byte[1_000];
        final String text = assertThrows(KindlingException.class, this::read).getMessage();
        assertTrue(text, text.contains("Broadcast(3)") && text.contains("the driver: the block's checksum or length is wrong"));
        fromDriver = null;
        assertArrayEquals(whole(), read());
        refusal = "Broadcast(3) was destroyed";
        contents.drop(List.of(CONTENT));
        assertEquals(refusal, assertThrows(KindlingException.class, this::read).getMessage());
    }

    @Test
    public void shouldKeepManyBlocksInAFileAndDeleteIt() {
        content(3, 1 << 20);
        assertArrayEquals(whole(), read());
        assertTrue(Files.exists(firstBlock()));
        assertArrayEquals(blocks.get(1), contents.serve(new FetchBlock(CONTENT, 1)).bytes());
        contents.close();
        assertFalse(Files.exists(firstBlock()));
    }

    @Test
    public void shouldNotTakeTheBlocksFromAllWhenOneTaskIsKilled() {
        content(3, 1 << 20);
        read();
        Thread.currentThread().interrupt();
        assertNull(contents.serve(new FetchBlock(CONTENT, 1)).bytes());
        assertTrue(Thread.interrupted());
        assertArrayEquals(blocks.get(1), contents.serve(new FetchBlock(CONTENT, 1)).bytes());
        assertArrayEquals(whole(), read());
        assertEquals("nothing was fetched again", 4, asked.size());
    }

    @Test
    public void shouldFetchAgainWhatItsDiskHasLost() throws IOException {
        content(3, 1 << 20);
        read();
        Files.write(firstBlock(), new byte[10]);
        final String text = assertThrows(KindlingException.class, this::read).getMessage();
        assertTrue(text, text.contains("Broadcast(3)") && text.contains(firstBlock() + " is shorter than it was"));
        assertArrayEquals(whole(), read());
        assertEquals(8, asked.size());
    }
}
