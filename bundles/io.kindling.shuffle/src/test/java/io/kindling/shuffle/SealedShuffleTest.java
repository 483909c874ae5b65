package io.kindling.shuffle;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.common.Clock;
import io.kindling.common.files.DataKey;
import io.kindling.compression.CompressionCodecs;
import io.kindling.dataflow.FetchFailedException;
import io.kindling.dataflow.ShuffleAccess;
import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.protocol.message.TakeOutputs;
import io.kindling.shuffle.fetch.FileShuffleSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;

/** Map outputs whose files are sealed. */
public class SealedShuffleTest extends ShuffleTestBase {

    private final DataKey key = DataKey.random(256);
    private final Map<Integer, ShuffleSession> peers = new HashMap<>();
    private int fetched;

    private CompletableFuture<ShuffleChunk> ask(final MapOutputs.Location where, final FetchShuffle request) {
        fetched += request.maxBytes() > 0 ? 1 : 0;
        try {
            return CompletableFuture.completedFuture(peers.get(where.executor()).serve(request));
        } catch (final ShuffleBlockException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ShuffleSession sealed(final int executor, final String host, final DataKey with) throws IOException {
        final ShuffleSession session = session(executor, this::ask, 1 << 20);
        session.configure(new ShuffleOptions(host, executor % 2 == 0 ? null : CompressionCodecs.of("lz4"), 1 << 20, Duration.ZERO, with));
        peers.put(executor, session);
        return session;
    }

    @Test
    public void shouldGiveWhatWasWrittenHereThereAndNextDoor() throws Exception {
        for (final String host : List.of("", "host1")) {
            final ShuffleSession here = sealed(3, host, key);
            sealed(1, host, key);
            final byte[][] own = write(here, 5, 0, 100, 5, 40, 30_000, new Memory(0));
            final byte[][] other = write(peers.get(1), 5, 1, 101, 5, 40, 30_000, plenty());
            here.update(outputs(5, 1, 2, 3, 1));
            for (int partition = 0; partition < 5; partition++) {
                final int length = own[partition].length + other[partition].length;
                final byte[] found = joined(here, 5, partition);
                assertEquals(length, found.length);
                final byte[] expected = Arrays.copyOf(own[partition], length);
                System.arraycopy(other[partition], 0, expected, own[partition].length, other[partition].length);
                final byte[] turned = Arrays.copyOf(other[partition], length);
                System.arraycopy(own[partition], 0, turned, other[partition].length, own[partition].length);
                assertTrue(Arrays.equals(expected, found) || Arrays.equals(turned, found));
            }
            assertTrue(fetched > 0);
            peers.values().forEach(session -> session.remove(5));
        }
    }

    @Test
    public void shouldShowNothingOfTheDataAlsoWhereItWasSpilled() throws Exception {
        final ShuffleSession here = sealed(2, "", key);
        final byte[] text = "a marker that is nowhere else, ".repeat(100).getBytes(StandardCharsets.UTF_8);
        final ShuffleAccess.PartitionedOutput output = here.access(0, 100, new Memory(0)).write(5, 3);
        for (int i = 0; i < 1_000; i++) {
            output.append(i % 3, text, 0, text.length);
        }
        assertTrue("it has been spilled", files().stream().anyMatch(file -> file.toString().contains("spill")));
        assertNothingShows();
        output.commit();
        assertNothingShows();
        here.update(outputs(5, 1, 1, 2));
        assertEquals(333, read(here, 5, 2).size());
    }

    private void assertNothingShows() throws IOException {
        assertFalse(files().isEmpty());
        for (final Path file : files()) {
            assertFalse(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("marker"));
        }
    }

    @Test
    public void shouldReportADamagedFileAsOneThatIsLost() throws Exception {
        final ShuffleSession here = sealed(2, "", key);
        write(here, 5, 0, 100, 2, 3, 500, plenty());
        write(here, 5, 1, 101, 2, 3, 40_000, plenty());
        here.update(outputs(5, 7, 2, 2));
        final Path file = files().stream().filter(each -> each.toString().endsWith("map-1-101")).findFirst().orElseThrow();
        final byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i += 997) {
            final byte[] damaged = whole.clone();
            damaged[i] ^= 4;
            Files.write(file, damaged);
            final FetchFailedException e = assertThrows("byte " + i, FetchFailedException.class, () -> read(here, 5, 0));
            assertEquals(List.of(5, 1, 2, 7), List.of(e.shuffle(), e.map(), e.executor(), e.epoch()));
            assertTrue(e.getMessage(), e.getMessage().contains("map output 1 of shuffle 5") && e.getMessage().contains("sealed"));
        }
    }

    @Test
    public void shouldNotReadFilesOfAnotherApplication() throws Exception {
        sealed(1, "host1", DataKey.random(256));
        final ShuffleSession here = sealed(3, "host1", key);
        write(peers.get(1), 5, 0, 100, 1, 3, 500, plenty());
        here.update(outputs(5, 1, 1, 1));
        assertEquals("the executor that can read them is asked", 3, read(here, 5, 0).size());
        assertTrue(fetched > 0);
    }

    @Test
    public void shouldHandFilesOverAsTheyAre() throws Exception {
        sealed(1, "", key);
        final ShuffleSession target = sealed(3, "", key);
        final byte[][] expected = write(peers.get(1), 5, 0, 100, 3, 20, 30_000, plenty());
        final List<Integer> taken = new ArrayList<>();
        final TakeListener listener = new TakeListener() {

            @Override
            public void taken(final int map) {
                taken.add(map);
            }

            @Override
            public void failed(final int map, final String reason) {
                throw new AssertionError(reason);
            }
        };
        target.take(new TakeOutputs(7, 5, new MapOutputs.Location(1, "host1", 1001), new int[] {0}, new long[] {100}), listener);
        assertEquals(List.of(0), taken);
        assertEquals(2, files().size());
        assertArrayEquals(Files.readAllBytes(files().get(0)), Files.readAllBytes(files().get(1)));
        target.update(outputs(5, 1, 1, 3));
        assertArrayEquals(expected[2], joined(target, 5, 2));
    }

    @Test
    public void shouldUseTheOtherDirectoryWhenADiskIsFull() throws Exception {
        final Path small = folder.getRoot().toPath().resolve("small");
        final FailingDisk disk = new FailingDisk(small, 50_000, "No space left on device");
        final ShuffleSession session = FileShuffleSession.open(new ShuffleSetup(1, List.of(small, folder.getRoot().toPath().resolve("large")), this::ask,
                new ShuffleOptions("", null, 1 << 20, Duration.ZERO, key), Clock.SYSTEM, new Random(1)), disk);
        final byte[][] expected = write(session, 4, 0, 100, 3, 60, 10_000, new Memory(0));
        session.update(outputs(4, 1, 1, 1));
        assertArrayEquals(expected[2], joined(session, 4, 2));
        assertEquals("nothing is left of what did not fit", 1, files().size());
        session.close();
    }
}
