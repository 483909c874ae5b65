package io.kindling.shuffle;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.protocol.message.TakeOutputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.Test;

public class TakeOverTest extends ShuffleTestBase {

    private static final int PARTITIONS = 5;

    private final List<FetchShuffle> requests = new ArrayList<>();
    private final AtomicInteger fail = new AtomicInteger();
    private UnaryOperator<ShuffleChunk> onTheWay = chunk -> chunk;
    private ShuffleSession source;

    private CompletableFuture<ShuffleChunk> ask(final MapOutputs.Location where, final FetchShuffle request) {
        assertEquals(1, where.executor());
        requests.add(request);
        if (fail.getAndDecrement() > 0) {
            return CompletableFuture.failedFuture(new IOException("reset by peer"));
        }
        try {
            return CompletableFuture.completedFuture(onTheWay.apply(source.serve(request)));
        } catch (final ShuffleBlockException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What was told, by map. */
    private static final class Told implements TakeListener {
        private final Map<Integer, String> failures = new TreeMap<>();
        private final TreeSet<Integer> taken = new TreeSet<>();

        @Override
        public void taken(final int map) {
            assertTrue("told twice", taken.add(map) && !failures.containsKey(map));
        }

        @Override
        public void failed(final int map, final String reason) {
            assertTrue("told twice", failures.put(map, reason) == null && !taken.contains(map));
        }
    }

    private byte[][][] prepare(final int maps, final int length) throws IOException {
        source = session(1);
        final byte[][][] expected = new byte[maps][][];
        for (int map = 0; map < maps; map++) {
            expected[map] = write(source, 5, map, 100 + map, PARTITIONS, 3, length, plenty());
        }
        return expected;
    }

    private static TakeOutputs order(final int... maps) {
        return new TakeOutputs(7, 5, new MapOutputs.Location(1, "host1", 1001), maps, IntStream.of(maps).mapToLong(map -> 100 + map).toArray());
    }

    private Told take(final ShuffleSession target, final TakeOutputs order) throws InterruptedException {
        final Told told = new Told();
        target.take(order, told);
        return told;
    }

    private ShuffleSession target() throws IOException {
        return session(2, this::ask, 48L << 20);
    }

    private static void assertHas(final ShuffleSession target, final byte[][][] expected) {
        target.update(outputs(5, 1, expected.length, 2));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            final int p = partition;
            final ByteArrayOutputStream wanted = new ByteArrayOutputStream();
            Arrays.stream(expected).forEach(blocks -> wanted.writeBytes(blocks[p]));
            assertArrayEquals(wanted.toByteArray(), joined(target, 5, partition));
        }
    }

    @Test
    public void shouldTakeOverManySmallFilesInOneRequest() throws Exception {
        final byte[][][] expected = prepare(20, 300);
        final ShuffleSession target = target();
        final Told told = take(target, order(IntStream.range(0, 20).toArray()));
        assertEquals(20, told.taken.size());
        assertEquals(1, requests.size());
        source.close();
        assertHas(target, expected);
    }

    @Test
    public void shouldTakeOverALargeFilePieceByPiece() throws Exception {
        final byte[][][] expected = prepare(3, 1_500_000);
        final ShuffleSession target = target();
        assertEquals(3, take(target, order(0, 1, 2)).taken.size());
        assertTrue("requests: " + requests.size(), requests.size() >= 4);
        assertHas(target, expected);
    }

    @Test
    public void shouldServeWhatItHasTakenOver() throws Exception {
        final byte[][][] expected = prepare(2, 300);
        final ShuffleSession target = target();
        take(target, order(0, 1));
        source.close();
        final ShuffleChunk chunk = target.serve(new FetchShuffle(5, 2, new int[] {1}, new long[] {101}, 0, 1 << 20));
        assertEquals(expected[1][2].length, chunk.parts().get(0).total() - 12 * (chunk.parts().get(0).total() > expected[1][2].length + 12 ? 3 : 1));
    }

    @Test
    public void shouldNotFetchTwice() throws Exception {
        final byte[][][] expected = prepare(4, 300);
        final ShuffleSession target = target();
        take(target, order(1, 3));
        requests.clear();
        assertEquals(4, take(target, order(0, 1, 2, 3)).taken.size());
        assertEquals(4, take(target, order(0, 1, 2, 3)).taken.size());
        assertEquals(1, requests.size());
        assertHas(target, expected);
    }

    @Test
    public void shouldGoOnWhereTheConnectionBroke() throws Exception {
        final byte[][][] expected = prepare(1, 2_500_000);
        fail.set(3);
        final ShuffleSession target = target();
        assertEquals(1, take(target, order(0)).taken.size());
        assertHas(target, expected);
    }

    @Test
    public void shouldGiveUpWhenTheOtherCannotBeAsked() throws Exception {
        prepare(2, 300);
        fail.set(99);
        final Told told = take(target(), order(0, 1));
        assertEquals(2, told.failures.size());
        assertTrue(told.failures.get(0), told.failures.get(0).contains("executor 1 at host1:1001") && told.failures.get(0).contains("reset by peer"));
        assertEquals(4, requests.size());
        assertNothingLeft();
    }

    @Test
    public void shouldTellWhatTheOtherDoesNotHave() throws Exception {
        final byte[][][] expected = prepare(3, 300);
        final ShuffleSession target = target();
        final Told told = take(target, order(0, 8, 1, 9, 2));
        assertEquals(new TreeSet<>(List.of(0, 1, 2)), told.taken);
        assertTrue(told.failures.get(9), told.failures.get(9).contains("map output 9 of shuffle 5 by task 109 is not on this executor"));
        assertHas(target, expected);
    }

    @Test
    public void shouldKeepNoDamagedFile() throws Exception {
        prepare(2, 300);
        onTheWay = chunk -> new ShuffleChunk(chunk.parts().stream().map(part -> {
            final byte[] bytes = part.bytes().clone();
            bytes[bytes.length - 1] ^= part.map() == 1 ? 1 : 0;
            return new ShuffleChunk.BlockPart(part.map(), part.total(), part.checksum(), bytes);
        }).toList());
        final ShuffleSession target = target();
        final Told told = take(target, order(0, 1));
        assertEquals(new TreeSet<>(List.of(0)), told.taken);
        assertTrue(told.failures.get(1), told.failures.get(1).contains("checksum"));
        assertEquals(1, files().stream().filter(file -> file.toString().contains("executor-2")).count());
        assertThrows(ShuffleBlockException.class, () -> target.serve(new FetchShuffle(5, 0, new int[] {1}, new long[] {101}, 0, 100)));
    }

    @Test
    public void shouldBelieveNoAnswerThatDoesNotFit() throws Exception {
        prepare(2, 300);
        final List<UnaryOperator<ShuffleChunk>> lies = List.of(chunk -> new ShuffleChunk(List.of()),
                chunk -> new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(77, 5, 0, new byte[5]))),
                chunk -> new ShuffleChunk(List.of(chunk.parts().get(1))),
                chunk -> new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(0, 5, 0, new byte[9]))),
                chunk -> new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(0, -1, 0, new byte[0]))),
                chunk -> new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(0, 5, 0, new byte[0]))));
        for (final UnaryOperator<ShuffleChunk> lie : lies) {
            onTheWay = lie;
            assertEquals(2, take(target(), order(0, 1)).failures.size());
            assertNothingLeft();
        }
    }

    @Test
    public void shouldTakeNothingAfterItsEnd() throws Exception {
        prepare(1, 300);
        final ShuffleSession target = target();
        target.close();
        final Told told = take(target, order(0));
        assertTrue(told.failures.get(0), told.failures.get(0).contains("given up"));
    }

    @Test
    public void shouldKeepNothingOfAShuffleThatIsForgottenMeanwhile() throws Exception {
        prepare(2, 300);
        final ShuffleSession target = target();
        onTheWay = chunk -> {
            target.remove(5);
            return chunk;
        };
        assertEquals(2, take(target, order(0, 1)).failures.size());
        assertNothingLeft();
    }

    @Test
    public void shouldEndWhenItsThreadIsInterrupted() throws Exception {
        prepare(1, 300);
        final ShuffleSession target = session(2, (where, request) -> {
            Thread.currentThread().interrupt();
            return new CompletableFuture<>();
        }, 1 << 20);
        assertThrows(InterruptedException.class, () -> take(target, order(0)));
        assertNothingLeft();
    }

    private void assertNothingLeft() throws IOException {
        assertEquals(List.of(), files().stream().filter(file -> file.toString().contains("executor-2")).toList());
    }
}
