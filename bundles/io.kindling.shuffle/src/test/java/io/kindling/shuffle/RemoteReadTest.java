package io.kindling.shuffle;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.dataflow.FetchFailedException;
import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.ShuffleChunk;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Test;

public class RemoteReadTest extends ShuffleTestBase {

    private final Map<Integer, ShuffleSession> peers = new HashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicInteger requests = new AtomicInteger();

    @After
    public void stopThreads() {
        threads.shutdownNow();
    }

    private CompletableFuture<ShuffleChunk> ask(final MapOutputs.Location where, final FetchShuffle request) {
        requests.incrementAndGet();
        return CompletableFuture.supplyAsync(() -> {
            try {
                return peers.get(where.executor()).serve(request);
            } catch (final ShuffleBlockException e) {
                throw new java.util.concurrent.CompletionException(e);
            }
        }, threads);
    }

    @Test
    public void shouldReadFromEveryExecutor() throws Exception {
        for (final long inFlight : new long[] {40, 4000, 48L << 20}) {
            final int maps = 12;
            final int[] executors = new int[maps];
            final ShuffleSession here = session(1, this::ask, inFlight);
            peers.put(1, here);
            peers.put(2, session(2));
            peers.put(3, session(3));
            for (int map = 0; map < maps; map++) {
                executors[map] = 1 + map % 3;
                write(peers.get(executors[map]), 5, map, 100 + map, 5, map % 4, 300, plenty());
            }
            here.update(outputs(5, 1, maps, executors));
            for (int partition = 0; partition < 5; partition++) {
                final int p = partition;
                final Comparator<byte[]> order = Arrays::compare;
                final List<byte[]> wanted = IntStream.range(0, maps).boxed().flatMap(map -> batches(map, p, map % 4, 300).stream()).sorted(order).toList();
                final List<byte[]> actual = new ArrayList<>(read(here, 5, partition));
                actual.sort(order);
                assertArrayEquals(wanted.toArray(), actual.toArray());
            }
            peers.values().forEach(ShuffleSession::close);
        }
    }

    @Test
    public void shouldAskForManyMapsAtOnce() throws Exception {
        prepare(500, 48L << 20);
        assertEquals(500, read(peers.get(1), 5, 0).size());
        assertEquals(1, requests.get());
    }

    @Test
    public void shouldNotHaveMoreInFlightThanAllowed() throws Exception {
        final AtomicLong now = new AtomicLong();
        final AtomicLong most = new AtomicLong();
        final int[] executors = {2, 3, 4, 5, 6, 7};
        final ShuffleSession here = session(1, (where, request) -> {
            most.accumulateAndGet(now.addAndGet(request.maxBytes()), Math::max);
            return ask(where, request).whenComplete((chunk, error) -> now.addAndGet(-request.maxBytes()));
        }, 1000);
        for (int map = 0; map < executors.length; map++) {
            peers.put(executors[map], session(executors[map]));
            write(peers.get(executors[map]), 5, map, 100 + map, 1, 4, 900, plenty());
        }
        here.update(outputs(5, 1, executors.length, executors));
        assertEquals(24, read(here, 5, 0).size());
        assertTrue("at most " + most, most.get() <= 1000 && most.get() > 0);
    }

    private byte[][] prepare(final int maps, final long inFlight) throws IOException {
        return prepare(maps, session(1, this::ask, inFlight));
    }

    private byte[][] prepare(final int maps, final ShuffleSession here) throws IOException {
        peers.put(1, here);
        peers.put(2, session(2));
        byte[][] last = null;
        for (int map = 0; map < maps; map++) {
            last = write(peers.get(2), 5, map, 100 + map, 1, 1, 100, plenty());
        }
        here.update(outputs(5, 4, maps, 2));
        return last;
    }

    @Test
    public void shouldAskAgainAfterFailures() throws Exception {
        final AtomicInteger failures = new AtomicInteger(3);
        final byte[][] expected = prepare(1, session(1, (where, request) -> failures.getAndDecrement() > 0
                ? CompletableFuture.failedFuture(new IOException("reset")) : ask(where, request), 1 << 20));
        assertArrayEquals(expected[0], read(peers.get(1), 5, 0).get(0));
    }

    @Test
    public void shouldGiveUpAfterThreeRetries() throws Exception {
        prepare(1, session(1, (where, request) -> {
            requests.incrementAndGet();
            throw new IllegalStateException("no route");
        }, 1 << 20));
        final FetchFailedException e = assertThrows(FetchFailedException.class, () -> read(peers.get(1), 5, 0));
        assertEquals(4, requests.get());
        assertEquals(List.of(5, 0, 2, 4), List.of(e.shuffle(), e.map(), e.executor(), e.epoch()));
        assertTrue(e.getMessage(), e.getMessage().contains("host2:1002") && e.getMessage().contains("no route"));
    }

    @Test
    public void shouldNotAskAgainForWhatIsNotThere() throws Exception {
        prepare(3, 1 << 20);
        peers.get(2).remove(5);
        final FetchFailedException e = assertThrows(FetchFailedException.class, () -> read(peers.get(1), 5, 0));
        assertEquals(1, requests.get());
        assertEquals(0, e.map());
    }

    @Test
    public void shouldFetchADamagedBlockOnceMore() throws Exception {
        for (int damaged = 0; damaged < 3; damaged++) {
            final AtomicInteger bad = new AtomicInteger(damaged);
            final ShuffleClient damaging = (where, request) -> ask(where, request).thenApply(chunk -> bad.getAndDecrement() > 0 ? damage(chunk) : chunk);
            final byte[][] expected = prepare(1, session(1, damaging, 1 << 20));
            if (damaged < 2) {
                assertArrayEquals(expected[0], read(peers.get(1), 5, 0).get(0));
            } else {
                final FetchFailedException e = assertThrows(FetchFailedException.class, () -> read(peers.get(1), 5, 0));
                assertTrue(e.getMessage(), e.getMessage().contains("damaged"));
            }
            peers.values().forEach(ShuffleSession::close);
        }
    }

    private static ShuffleChunk damage(final ShuffleChunk chunk) {
        final ShuffleChunk.BlockPart part = chunk.parts().get(0);
        final byte[] bytes = part.bytes().clone();
        bytes[bytes.length / 2] ^= 1;
        return new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(part.map(), part.total(), part.checksum(), bytes)));
    }

    @Test
    public void shouldNotBelieveAnswersThatMakeNoSense() throws Exception {
        final List<ShuffleChunk> answers = List.of(new ShuffleChunk(List.of()),
                new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(7, 1, 0, new byte[1]))),
                new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(0, -1, 0, new byte[1]))),
                new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(0, 1, 0, new byte[2]))),
                new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(0, 1L << 40, 0, new byte[2]))),
                new ShuffleChunk(List.of(new ShuffleChunk.BlockPart(0, 10, 0, new byte[0]))));
        for (final ShuffleChunk answer : answers) {
            prepare(1, session(1, (where, request) -> CompletableFuture.completedFuture(answer), 1 << 20));
            assertThrows(FetchFailedException.class, () -> read(peers.get(1), 5, 0));
        }
    }

    @Test
    public void shouldLetGoOfRequestsWhenClosed() throws Exception {
        final CompletableFuture<ShuffleChunk> never = new CompletableFuture<>();
        prepare(1, session(1, (where, request) -> never, 1 << 20));
        write(peers.get(1), 5, 1, 101, 1, 1, 10, plenty());
        peers.get(1).update(outputs(5, 5, 2, 2, 1));
        final Iterator<byte[]> blocks = peers.get(1).access(0, 999, plenty()).read(5, 0);
        assertEquals("what is here comes while others are waited for", 1 + (10 % 11), blocks.next().length);
        ((Closeable) blocks).close();
        assertTrue(never.isCancelled());
    }
}
