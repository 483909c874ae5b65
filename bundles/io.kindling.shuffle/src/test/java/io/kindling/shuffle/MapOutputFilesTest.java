package io.kindling.shuffle;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.dataflow.FetchFailedException;
import io.kindling.dataflow.ShuffleAccess;
import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.ShuffleChunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class MapOutputFilesTest extends ShuffleTestBase {

    @Test
    public void shouldReadWhatWasWritten() throws Exception {
        final ShuffleSession session = session(1);
        final byte[][] expected = write(session, 5, 0, 100, 7, 10, 50, plenty());
        session.update(outputs(5, 1, 1, 1));
        for (int partition = 0; partition < 7; partition++) {
            assertEquals("empty blocks are left out", partition % 2 == 1 ? 0 : 10, read(session, 5, partition).size());
            assertArrayEquals(expected[partition], joined(session, 5, partition));
        }
        assertEquals("one file for each map output", 1, files().size());
    }

    @Test
    public void shouldWriteTheSameWithoutMemory() throws Exception {
        final ShuffleSession session = session(1);
        final Memory none = new Memory(0);
        final Memory some = new Memory(300_000);
        final byte[][] expected = write(session, 5, 0, 100, 9, 400, 1000, none);
        write(session, 5, 1, 101, 9, 400, 1000, some);
        assertEquals(0, some.taken);
        assertEquals("nothing is left of spills", 2, files().size());
        session.update(outputs(5, 1, 1, 1));
        for (int partition = 0; partition < 9; partition += 2) {
            assertArrayEquals(expected[partition], joined(session, 5, partition));
        }
    }

    @Test
    public void shouldLeaveNothingOfAnAbortedOutput() throws Exception {
        final ShuffleSession session = session(1);
        final Memory memory = new Memory(100_000);
        final ShuffleAccess.PartitionedOutput output = session.access(0, 100, memory).write(5, 3);
        for (int i = 0; i < 100; i++) {
            output.append(i % 3, new byte[10_000], 0, 10_000);
        }
        assertTrue("it has spilled", files().size() > 0);
        output.abort();
        output.abort();
        assertEquals(List.of(), files());
        assertEquals(0, memory.taken);
        assertThrows(IllegalStateException.class, () -> output.append(0, new byte[1], 0, 1));
        assertThrows(IllegalStateException.class, output::commit);
        session.update(outputs(5, 1, 1, 1));
        assertThrows(FetchFailedException.class, () -> read(session, 5, 0));
    }

    @Test
    public void shouldKeepAttemptsOfOneMapApart() throws Exception {
        final ShuffleSession session = session(1);
        final CountDownLatch done = new CountDownLatch(4);
        for (int task = 100; task < 104; task++) {
            final int mine = task;
            new Thread(() -> {
                try {
                    final ShuffleAccess.PartitionedOutput output = session.access(0, mine, new Memory(0)).write(5, 1);
                    for (int i = 0; i < 50; i++) {
                        final byte[] bytes = new byte[20_000];
                        Arrays.fill(bytes, (byte) mine);
                        output.append(0, bytes, 0, bytes.length);
                    }
                    output.commit();
                    done.countDown();
                } catch (final IOException e) {
                    throw new AssertionError(e);
                }
            }).start();
        }
        assertTrue(done.await(30, TimeUnit.SECONDS));
        for (int task = 100; task < 104; task++) {
            final ShuffleChunk chunk = session.serve(new FetchShuffle(5, 0, new int[] {0}, new long[] {task}, 999_999, 100));
            assertEquals((byte) task, chunk.parts().get(0).bytes()[50]);
        }
    }

    @Test
    public void shouldForgetAShuffleAndAll() throws Exception {
        final ShuffleSession session = session(1);
        write(session, 5, 0, 100, 2, 1, 10, plenty());
        write(session, 6, 0, 100, 2, 1, 10, plenty());
        session.remove(5);
        assertEquals(1, files().size());
        assertThrows(ShuffleBlockException.class, () -> session.serve(new FetchShuffle(5, 0, new int[] {0}, new long[] {100}, 0, 100)));
        session.access(1, 101, new Memory(0)).write(6, 1).append(0, new byte[300_000], 0, 300_000);
        session.close();
        assertEquals(List.of(), files());
        assertThrows(IOException.class, () -> session.access(0, 100, plenty()).write(5, 1));
    }

    @Test
    public void shouldServeInPartsOfAnySize() throws Exception {
        final ShuffleSession session = session(1);
        final byte[][] one = write(session, 5, 0, 100, 3, 4, 25, plenty());
        final byte[][] other = write(session, 5, 1, 101, 3, 3, 40, plenty());
        byte[] whole = null;
        for (int size = 1; size < 200; size += 3) {
            final ByteArrayOutputStream all = new ByteArrayOutputStream();
            final int[] maps = {0, 1};
            int at = 0;
            long offset = 0;
            while (at < 2) {
                final ShuffleChunk chunk = session.serve(new FetchShuffle(5, 2, Arrays.copyOfRange(maps, at, 2),
                        Arrays.copyOfRange(new long[] {100, 101}, at, 2), offset, size));
                int sum = 0;
                for (final ShuffleChunk.BlockPart part : chunk.parts()) {
                    assertEquals(maps[at], part.map());
                    all.writeBytes(part.bytes());
                    sum += part.bytes().length;
                    offset += part.bytes().length;
                    if (offset == part.total()) {
                        at++;
                        offset = 0;
                    }
                }
                assertTrue(sum <= size && sum > 0);
            }
            if (size == 1) {
                whole = all.toByteArray();
                assertEquals("frames have headers of 12 bytes", one[2].length + other[2].length + 7 * 12, whole.length);
            }
            assertArrayEquals(whole, all.toByteArray());
        }
    }

    @Test
    public void shouldRefuseMalformedRequests() throws Exception {
        final ShuffleSession session = session(1);
        write(session, 5, 0, 100, 2, 1, 10, plenty());
        final int[] maps = {0};
        final long[] tasks = {100};
        assertThrows(IllegalArgumentException.class, () -> session.serve(new FetchShuffle(5, 0, new int[0], new long[0], 0, 100)));
        assertThrows(IllegalArgumentException.class, () -> session.serve(new FetchShuffle(5, 0, maps, new long[2], 0, 100)));
        assertThrows(IllegalArgumentException.class, () -> session.serve(new FetchShuffle(5, 0, maps, tasks, -1, 100)));
        assertThrows(IllegalArgumentException.class, () -> session.serve(new FetchShuffle(5, 0, maps, tasks, 0, 0)));
        for (final FetchShuffle request : List.of(new FetchShuffle(5, 2, maps, tasks, 0, 9), new FetchShuffle(5, -2, maps, tasks, 0, 9),
                new FetchShuffle(5, 0, maps, new long[] {1}, 0, 9), new FetchShuffle(5, 0, maps, tasks, 1 << 20, 9))) {
            assertEquals(0, assertThrows(ShuffleBlockException.class, () -> session.serve(request)).map());
        }
    }

    @Test
    public void shouldNeverGiveWrongDataFromADamagedFile() throws Exception {
        final ShuffleSession session = session(1);
        final byte[][] expected = write(session, 5, 0, 100, 3, 2, 12, plenty());
        session.update(outputs(5, 3, 1, 1));
        final Path file = files().get(0);
        final byte[] whole = Files.readAllBytes(file);
        int detected = 0;
        for (int i = 0; i < whole.length; i++) {
            for (final int flip : new int[] {1, 0x80, 0xff}) {
                final byte[] damaged = whole.clone();
                damaged[i] ^= (byte) flip;
                Files.write(file, damaged);
                detected += failuresOrRightData(session, expected);
            }
        }
        assertTrue("every flip behind the index is seen, which this executor has in memory", detected >= 3 * (whole.length - 36 - 3 * 24));
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            final boolean seen = failuresOrRightData(session, expected) > 0;
            assertTrue("cut at " + length, seen);
        }
        Files.delete(file);
        final FetchFailedException e = assertThrows(FetchFailedException.class, () -> read(session, 5, 0));
        assertEquals(List.of(5, 0, 1, 3), List.of(e.shuffle(), e.map(), e.executor(), e.epoch()));
        Files.write(file, whole);
        assertEquals(0, failuresOrRightData(session, expected));
    }

    private static int failuresOrRightData(final ShuffleSession session, final byte[][] expected) {
        int failures = 0;
        for (int partition = 0; partition < expected.length; partition++) {
            try {
                assertArrayEquals(expected[partition], joined(session, 5, partition));
            } catch (final FetchFailedException e) {
                failures++;
            }
        }
        return failures;
    }

    @Test
    public void shouldUseAnotherDirectoryWhenOneFails() throws Exception {
        final Path bad = folder.newFile("not-a-directory").toPath();
        final Path good = folder.getRoot().toPath().resolve("good");
        final ShuffleClient nobody = (where, request) -> null;
        final ShuffleSession session = session(1, nobody, 100, bad, good);
        for (int map = 0; map < 4; map++) {
            write(session, 5, map, 100 + map, 3, 40, 10_000, new Memory(0));
        }
        session.update(outputs(5, 1, 4, 1));
        assertEquals(160, read(session, 5, 0).size());
        final IOException e = assertThrows(IOException.class, () -> session(2, nobody, 100, bad));
        assertTrue(e.getMessage(), e.getMessage().contains("not-a-directory"));
    }

    @Test
    public void shouldGoByTheNewestEpoch() throws Exception {
        final ShuffleSession session = session(1);
        write(session, 5, 0, 100, 1, 1, 10, plenty());
        assertThrows(IllegalStateException.class, () -> read(session, 5, 0));
        session.update(outputs(5, 2, 1, 1));
        session.update(new MapOutputs(5, 1, List.of(), new int[] {-1}, new long[] {0}));
        assertEquals(1, read(session, 5, 0).size());
        session.update(new MapOutputs(5, 3, List.of(), new int[] {-1}, new long[] {0}));
        final FetchFailedException e = assertThrows(FetchFailedException.class, () -> read(session, 5, 0));
        assertEquals(3, e.epoch());
    }

    @Test
    public void shouldKeepNothingOfAShuffleThatWasForgottenMeanwhile() throws Exception {
        final ShuffleSession session = session(1);
        final ShuffleAccess.PartitionedOutput late = session.access(0, 100, plenty()).write(5, 1);
        late.append(0, new byte[10], 0, 10);
        session.remove(5);
        late.commit();
        assertEquals(List.of(), files());
        session.update(outputs(5, 1, 1, 1));
        assertThrows(FetchFailedException.class, () -> read(session, 5, 0));
    }
}
