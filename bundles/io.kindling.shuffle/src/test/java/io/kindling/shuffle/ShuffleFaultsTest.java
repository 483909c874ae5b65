package io.kindling.shuffle;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.common.Clock;
import io.kindling.compression.CompressionCodecs;
import io.kindling.dataflow.FetchFailedException;
import io.kindling.dataflow.ShuffleAccess;
import io.kindling.dataflow.TaskKilledException;
import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.shuffle.fetch.FileShuffleSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

/** Disks that are full or broken, files that are not what they were, neighbours that can be read and that cannot. */
public class ShuffleFaultsTest extends ShuffleTestBase {

    private final Map<Integer, ShuffleSession> peers = new HashMap<>();
    private final AtomicInteger fetched = new AtomicInteger();

    private CompletableFuture<ShuffleChunk> ask(final MapOutputs.Location where, final FetchShuffle request) {
        if (request.maxBytes() > 0) {
            fetched.incrementAndGet();
        }
        try {
            return CompletableFuture.completedFuture(peers.get(where.executor()).serve(request));
        } catch (final ShuffleBlockException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Path directory(final String name) {
        return folder.getRoot().toPath().resolve(name);
    }

    private ShuffleSession onDisks(final FailingDisk disk, final Path... directories) throws IOException {
        return FileShuffleSession.open(new ShuffleSetup(1, List.of(directories), this::ask, 1 << 20, Duration.ZERO, Clock.SYSTEM, new Random(1)), disk);
    }

    @Test
    public void shouldUseTheOtherDirectoryWhenADiskIsFull() throws Exception {
        final FailingDisk disk = new FailingDisk(directory("small"), 10_000, "No space left on device");
        final ShuffleSession session = onDisks(disk, directory("small"), directory("large"));
        final byte[][][] expected = new byte[4][][];
        for (int map = 0; map < 4; map++) {
            expected[map] = write(session, 5, map, 100 + map, 3, 60, 10_000, new Memory(map % 2 == 0 ? 0 : 1L << 30));
        }
        session.update(outputs(5, 1, 4, 1));
        final java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        Arrays.stream(expected).forEach(blocks -> all.writeBytes(blocks[2]));
        assertArrayEquals(all.toByteArray(), joined(session, 5, 2));
        assertEquals("nothing is left of what did not fit", 4, files().size());
        session.close();
    }

    @Test
    public void shouldTellDirectoryAndBytesWhenEveryDiskIsFull() throws Exception {
        for (final String message : List.of("No space left on device", "File too large")) {
            final FailingDisk disk = new FailingDisk(directory("only"), 5_000, message);
            final ShuffleSession session = onDisks(disk, directory("only"));
            final Memory memory = new Memory(1L << 30);
            final IOException e = assertThrows(IOException.class, () -> write(session, 5, 0, 100, 3, 60, 10_000, memory));
            assertTrue(e.getMessage(), e.getMessage().contains(message) && e.getMessage().contains(directory("only").toString())
                    && e.getMessage().matches(".*a file of \\d+ bytes.*"));
            final IOException spilling = assertThrows(IOException.class, () -> write(session, 5, 0, 101, 3, 600, 10_000, new Memory(0)));
            assertTrue(spilling.getMessage(), spilling.getMessage().contains(message) && spilling.getMessage().contains("aside"));
            assertEquals(List.of(), files());
            disk.left = 1L << 40;
            write(session, 5, 0, 102, 3, 60, 10_000, memory);
            session.close();
        }
    }

    @Test
    public void shouldReportWhatADiskCannotRead() throws Exception {
        final FailingDisk disk = new FailingDisk(directory("d"), 1L << 40, "");
        final ShuffleSession session = onDisks(disk, directory("d"));
        write(session, 5, 0, 100, 3, 2, 1000, plenty());
        write(session, 5, 1, 101, 3, 2, 1000, plenty());
        session.update(outputs(5, 7, 2, 1));
        disk.unreadable = "map-1-";
        final FetchFailedException e = assertThrows(FetchFailedException.class, () -> read(session, 5, 0));
        assertEquals(List.of(5, 1, 1, 7), List.of(e.shuffle(), e.map(), e.executor(), e.epoch()));
        assertTrue(e.getMessage(), e.getMessage().contains("disk") && e.getMessage().contains("Input/output error"));
        session.close();
    }

    @Test
    public void shouldRefuseFilesOfOtherAttempts() throws Exception {
        final ShuffleSession here = session(1, this::ask, 1 << 20);
        peers.put(2, session(2));
        peers.put(1, here);
        write(peers.get(2), 5, 0, 100, 2, 3, 500, plenty());
        write(peers.get(2), 5, 0, 104, 2, 3, 501, plenty());
        final List<Path> files = files();
        final Path aside = files.get(0).resolveSibling("aside");
        Files.move(files.get(0), aside);
        Files.move(files.get(1), files.get(0));
        Files.move(aside, files.get(1), StandardCopyOption.REPLACE_EXISTING);
        here.update(outputs(5, 1, 1, 2));
        final FetchFailedException e = assertThrows(FetchFailedException.class, () -> read(here, 5, 0));
        assertTrue(e.getMessage(), e.getMessage().contains("header is damaged"));
        peers.get(2).update(outputs(5, 1, 1, 2));
        assertThrows("also whoever wrote them, by the checksums", FetchFailedException.class, () -> read(peers.get(2), 5, 0));
    }

    @Test
    public void shouldTellDisksFromNetworks() throws Exception {
        final AtomicInteger damage = new AtomicInteger(2);
        final ShuffleSession here = session(1, (where, request) -> ask(where, request).thenApply(chunk ->
                request.maxBytes() > 0 && damage.getAndDecrement() > 0 ? flipped(chunk) : chunk), 1 << 20);
        peers.put(1, here);
        peers.put(2, session(2));
        write(peers.get(2), 5, 0, 100, 1, 5, 1000, plenty());
        here.update(outputs(5, 1, 1, 2));
        final String network = assertThrows(FetchFailedException.class, () -> read(here, 5, 0)).getMessage();
        assertTrue(network, network.contains("whole at its executor") && network.contains("network"));

        final Path file = files().get(0);
        final byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 10] ^= 1;
        Files.write(file, bytes);
        final String disk = assertThrows(FetchFailedException.class, () -> read(here, 5, 0)).getMessage();
        assertTrue(disk, disk.contains("its disk is at fault"));
    }

    private static ShuffleChunk flipped(final ShuffleChunk chunk) {
        final ShuffleChunk.BlockPart part = chunk.parts().get(0);
        final byte[] bytes = part.bytes().clone();
        bytes[bytes.length / 2] ^= 1;
        return new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(part.map(), part.total(), part.checksum(), bytes)));
    }

    @Test
    public void shouldReadFilesOfNeighbours() throws Exception {
        final ShuffleSession here = neighbour(1);
        for (int executor = 2; executor <= 3; executor++) {
            peers.put(executor, neighbour(executor));
        }
        final List<byte[]> expected = new ArrayList<>();
        for (int map = 0; map < 4; map++) {
            write(peers.get(2 + map % 2), 5, map, 100 + map, 3, 4, 300_000, plenty());
            expected.addAll(batches(map, 2, 4, 300_000));
        }
        here.update(onOneHost(5, 4, 2, 3, 2, 3));
        final List<byte[]> actual = new ArrayList<>(read(here, 5, 2));
        actual.sort(Arrays::compare);
        expected.sort(Arrays::compare);
        assertArrayEquals(expected.toArray(), actual.toArray());
        assertEquals("nothing came over the network", 0, fetched.get());

        final Path damaged = files().stream().filter(file -> file.toString().endsWith("map-3-103")).findFirst().orElseThrow();
        final byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length - 10] ^= 1;
        Files.write(damaged, bytes);
        final FetchFailedException e = assertThrows(FetchFailedException.class, () -> read(here, 5, 2));
        assertEquals(List.of(3, 3), List.of(e.map(), e.executor()));
    }

    @Test
    public void shouldNotBlameDisksWhenATaskIsInterrupted() throws Exception {
        final ShuffleSession here = session(1, this::ask, 1 << 20, directory("a"), directory("b"));
        here.configure(new ShuffleOptions("one", null, 1 << 20, Duration.ZERO));
        peers.put(2, neighbour(2));
        write(here, 5, 0, 100, 1, 4, 1000, plenty());
        write(peers.get(2), 6, 0, 100, 1, 4, 1000, plenty());
        here.update(onOneHost(5, 1, 1));
        here.update(onOneHost(6, 1, 2));
        for (final int shuffle : new int[] {5, 6, 6}) {
            assertEquals(4, read(here, shuffle, 0).size());
            Thread.currentThread().interrupt();
            assertThrows("no map output is lost", TaskKilledException.class, () -> read(here, shuffle, 0));
            assertTrue(Thread.interrupted());
        }
        assertEquals("the neighbour's files are read as before", 0, fetched.get());
        Thread.currentThread().interrupt();
        final IOException e = assertThrows(IOException.class, () -> write(here, 7, 0, 100, 1, 4, 1000, plenty()));
        assertTrue(Thread.interrupted());
        assertFalse(e.getMessage(), e.getMessage().contains("Local directory"));
    }

    @Test
    public void shouldAskNeighboursWhoseFilesCannotBeSeen() throws Exception {
        final ShuffleSession here = neighbour(1);
        peers.put(2, neighbour(2));
        for (int map = 0; map < 2; map++) {
            write(peers.get(2), 5, map, 100 + map, 1, 4, 1000, plenty());
        }
        final FileShuffleSession elsewhere = FileShuffleSession.open(new ShuffleSetup(3, List.of(directory("three")), (where, request) -> ask(where, request)
                .thenApply(chunk -> request.maxBytes() == FetchShuffle.WHERE ? told("/nowhere/at/all\n" + directory("three")) : chunk),
                new ShuffleOptions("one", null, 1 << 20, Duration.ZERO), Clock.SYSTEM, new Random(1)), io.kindling.common.files.DataFiles.PLAIN);
        elsewhere.update(onOneHost(5, 2, 2, 2));
        assertEquals(8, read(elsewhere, 5, 0).size());
        assertTrue(fetched.get() > 0);
        here.update(onOneHost(5, 2, 2, 2));
        peers.get(2).remove(5);
        assertThrows(FetchFailedException.class, () -> read(here, 5, 0));
        elsewhere.close();
    }

    private static ShuffleChunk told(final String paths) {
        return new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(0, 0, 0, paths.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }

    private ShuffleSession neighbour(final int executor) throws IOException {
        final ShuffleSession session = session(executor, this::ask, 1 << 20);
        session.configure(new ShuffleOptions("one", null, 1 << 20, Duration.ZERO));
        return session;
    }

    private static MapOutputs onOneHost(final int shuffle, final int maps, final int... executors) {
        final MapOutputs outputs = outputs(shuffle, 1, maps, executors);
        return new MapOutputs(shuffle, 1, outputs.locations().stream().map(l -> new MapOutputs.Location(l.executor(), "one", l.port())).toList(),
                outputs.byMap(), outputs.attempts());
    }

    @Test
    public void shouldCompressWithEveryCodec() throws Exception {
        for (final String name : CompressionCodecs.NAMES) {
            final ShuffleOptions options = new ShuffleOptions("", CompressionCodecs.of(name), 1 << 20, Duration.ZERO);
            final ShuffleSession here = session(1, this::ask, 1 << 20, directory(name + "-1"));
            peers.put(1, here);
            peers.put(2, session(2, this::ask, 1 << 20, directory(name + "-2")));
            peers.values().forEach(session -> session.configure(options));
            final byte[] text = "compress me, compress me again and again; ".repeat(5_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            final byte[] noise = batch(1, 2, 3, 70_000);
            for (int map = 0; map < 2; map++) {
                final ShuffleAccess.PartitionedOutput output = peers.get(1 + map).access(map, 100 + map, new Memory(map * 10_000_000)).write(5, 2);
                output.append(1, text, 0, text.length);
                output.append(1, noise, 0, noise.length);
                output.append(1, text, 7, 0);
                output.append(0, text, 7, 9);
                output.commit();
            }
            here.update(outputs(5, 1, 2, 1, 2));
            final List<byte[]> batches = new ArrayList<>(read(here, 5, 1));
            batches.sort((a, b) -> a.length - b.length);
            assertArrayEquals(new byte[][] {noise, noise, text, text}, batches.toArray());
            assertTrue(Files.size(files().get(0)) < 120_000);
            assertArrayEquals(Arrays.copyOfRange(text, 7, 16), read(here, 5, 0).get(0));
            for (final ShuffleSession session : peers.values()) {
                session.close();
            }
            assertEquals(List.of(), files());
        }
    }

    @Test
    public void shouldKeepMemoryBoundedWhateverTheSizeOfABlock() throws Exception {
        final ShuffleSession here = session(1, this::ask, 1 << 20);
        peers.put(1, here);
        peers.put(2, session(2));
        final byte[][] expected = write(peers.get(2), 5, 0, 100, 1, 60, 1_000_000, plenty());
        here.update(outputs(5, 1, 1, 2));
        final Memory memory = new Memory(300_000);
        long read = 0;
        final java.util.Iterator<byte[]> batches = here.access(0, 999, memory).read(5, 0);
        while (batches.hasNext()) {
            read += batches.next().length;
            assertTrue(memory.taken <= 300_000);
        }
        ((java.io.Closeable) batches).close();
        assertEquals(expected[0].length, read);
        assertEquals("given back", 0, memory.taken);
    }

    @Test
    public void shouldManageVeryManyPartitions() throws Exception {
        final ShuffleSession session = session(1);
        final int partitions = 100_000;
        final Memory memory = plenty();
        for (int map = 0; map < 2; map++) {
            final ShuffleAccess.PartitionedOutput output = session.access(map, 100 + map, memory).write(5, partitions);
            for (int partition = 0; partition < partitions; partition += 1_000) {
                output.append(partition, batch(map, partition, 0, 20), 0, 20);
            }
            output.commit();
        }
        session.update(outputs(5, 1, 2, 1));
        assertEquals(2, read(session, 5, 99_000).size());
        assertEquals(0, read(session, 5, 99_999).size());
        assertEquals(0, memory.taken);
        final ShuffleAccess.PartitionedOutput empty = session.access(0, 100, memory).write(6, partitions);
        empty.commit();
        session.update(new MapOutputs(7, 1, List.of(), new int[0], new long[0]));
        assertEquals("a shuffle without maps", List.of(), read(session, 7, 0));
        assertFalse(files().isEmpty());
    }
}
