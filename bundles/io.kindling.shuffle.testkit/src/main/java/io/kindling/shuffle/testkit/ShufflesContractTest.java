package io.kindling.shuffle.testkit;

import static io.kindling.shuffle.testkit.ContractSessions.EPOCH;
import static io.kindling.shuffle.testkit.ContractSessions.begin;
import static io.kindling.shuffle.testkit.ContractSessions.places;
import static io.kindling.shuffle.testkit.ContractSessions.read;
import static io.kindling.shuffle.testkit.ContractSessions.write;
import static io.kindling.shuffle.testkit.ContractSessions.written;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.kindling.common.files.DataKey;
import io.kindling.dataflow.FetchFailedException;
import io.kindling.dataflow.TaskMemory;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.TakeOutputs;
import io.kindling.shuffle.ShuffleSession;
import io.kindling.shuffle.Shuffles;
import io.kindling.shuffle.TakeListener;
import io.kindling.shuffle.testkit.ContractSessions.CountedMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;

/** What the executor relies on. A provider's test extends this class and says how its service is made. */
public abstract class ShufflesContractTest {

    private static final int SHUFFLE = 7;
    private static final int PARTITIONS = 5;
    private static final int BATCHES = 20;
    private static final int PLACES_OF_DAMAGE = 60;
    /** As many digits are nowhere by chance. */
    private static final int LONG_ENOUGH = 40;

    /** The executors. */
    @Rule
    public final ContractSessions sessions = new ContractSessions();

    /** Makes the service, as the component runtime would. */
    protected abstract Shuffles create() throws IOException;

    private ShuffleSession session(final int executor) throws IOException {
        return sessions.open(create(), executor);
    }

    private static TaskMemory plenty() {
        return new CountedMemory(Long.MAX_VALUE);
    }

    private static List<String> all(final int partition, final int... maps) {
        return IntStream.of(maps).boxed().flatMap(map -> written(map, 100 + map, partition, BATCHES).stream()).sorted().toList();
    }

    private static void assertReads(final ShuffleSession session, final int... maps) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertEquals("partition " + partition, all(partition, maps), read(session, SHUFFLE, partition));
        }
    }

    @Test
    public void shouldReadWhatThisExecutorHasWritten() throws Exception {
        final ShuffleSession session = session(1);
        for (int map = 0; map < 3; map++) {
            write(session, SHUFFLE, map, 100 + map, PARTITIONS, BATCHES, plenty());
        }
        session.update(places(SHUFFLE, EPOCH, 1, 1, 1));

        assertReads(session, 0, 1, 2);
    }

    @Test
    public void shouldReadWhatOtherExecutorsHaveWritten() throws Exception {
        write(session(1), SHUFFLE, 0, 100, PARTITIONS, BATCHES, plenty());
        write(session(2), SHUFFLE, 1, 101, PARTITIONS, BATCHES, plenty());
        final ShuffleSession reader = session(3);
        write(reader, SHUFFLE, 2, 102, PARTITIONS, BATCHES, plenty());
        reader.update(places(SHUFFLE, EPOCH, 1, 2, 3));

        assertReads(reader, 0, 1, 2);
    }

    @Test
    public void shouldKeepWhatIsLargerThanAMessage() throws Exception {
        final int batches = 60_000;
        final ShuffleSession writer = session(1);
        write(writer, SHUFFLE, 0, 100, 1, batches, plenty());
        final ShuffleSession reader = session(2);
        reader.update(places(SHUFFLE, EPOCH, 1));

        assertEquals(written(0, 100, 0, batches), read(reader, SHUFFLE, 0));
    }

    @Test
    public void shouldReadTheAttemptThatCounts() throws Exception {
        final ShuffleSession writer = session(1);
        write(writer, SHUFFLE, 0, 55, PARTITIONS, BATCHES, plenty());
        write(writer, SHUFFLE, 0, 100, PARTITIONS, BATCHES, plenty());
        write(writer, SHUFFLE, 0, 56, PARTITIONS, BATCHES, plenty());
        final ShuffleSession reader = session(2);
        writer.update(places(SHUFFLE, EPOCH, 1));
        reader.update(places(SHUFFLE, EPOCH, 1));

        assertReads(writer, 0);
        assertReads(reader, 0);
    }

    @Test
    public void shouldKeepShufflesApart() throws Exception {
        final ShuffleSession session = session(1);
        write(session, SHUFFLE, 0, 100, PARTITIONS, BATCHES, plenty());
        write(session, SHUFFLE + 1, 0, 200, PARTITIONS, BATCHES, plenty());
        session.update(places(SHUFFLE, EPOCH, 1));

        session.remove(SHUFFLE + 1);

        assertReads(session, 0);
    }

    @Test
    public void shouldShowNothingThatWasNotCommitted() throws Exception {
        final ShuffleSession writer = session(1);
        final var open = begin(writer, SHUFFLE, 0, 100, PARTITIONS, BATCHES, plenty());
        final ShuffleSession reader = session(2);
        writer.update(places(SHUFFLE, EPOCH, 1));
        reader.update(places(SHUFFLE, EPOCH, 1));

        assertMissing(writer, 0, 1);
        assertMissing(reader, 0, 1);
        open.abort();
        assertMissing(writer, 0, 1);
        assertMissing(reader, 0, 1);
    }

    /** The driver makes again what the exception names, and nothing else. */
    @Test
    public void shouldNameTheMapOutputThatIsMissing() throws Exception {
        final ShuffleSession writer = session(1);
        write(writer, SHUFFLE, 0, 100, PARTITIONS, BATCHES, plenty());
        final ShuffleSession reader = session(2);
        reader.update(places(SHUFFLE, EPOCH, 1, 1));

        assertMissing(reader, 1, 1);
    }

    private static void assertMissing(final ShuffleSession session, final int map, final int executor) {
        final FetchFailedException failure = assertThrows(FetchFailedException.class, () -> read(session, SHUFFLE, 0));
        assertEquals("shuffle " + SHUFFLE + " map " + map + " executor " + executor + " epoch " + EPOCH, "shuffle " + failure.shuffle() + " map "
                + failure.map() + " executor " + failure.executor() + " epoch " + failure.epoch());
    }

    @Test
    public void shouldAskAgainAfterATroubleOnTheWay() throws Exception {
        write(session(1), SHUFFLE, 0, 100, PARTITIONS, BATCHES, plenty());
        final ShuffleSession reader = session(2);
        reader.update(places(SHUFFLE, EPOCH, 1));
        sessions.lost.set(2);

        assertEquals(all(0, 0), read(reader, SHUFFLE, 0));
    }

    @Test(timeout = 60_000)
    public void shouldGiveUpWhoeverNeverAnswers() throws Exception {
        write(session(1), SHUFFLE, 0, 100, PARTITIONS, BATCHES, plenty());
        final ShuffleSession reader = session(2);
        reader.update(places(SHUFFLE, EPOCH, 1));
        sessions.lost.set(Integer.MAX_VALUE);

        assertMissing(reader, 0, 1);
    }

    /** The right data or a failure, whatever bit of whatever file has turned; never anything else. */
    @Test
    public void shouldNeverGiveWrongDataFromADamagedFile() throws Exception {
        final ShuffleSession writer = session(1);
        write(writer, SHUFFLE, 0, 100, PARTITIONS, BATCHES, plenty());
        writer.update(places(SHUFFLE, EPOCH, 1));
        final ShuffleSession reader = session(2);
        reader.update(places(SHUFFLE, EPOCH, 1));
        int noticed = 0;
        for (final Path file : sessions.files(1)) {
            final byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < Math.min(PLACES_OF_DAMAGE, whole.length); i++) {
                final byte[] damaged = whole.clone();
                damaged[(int) ((long) whole.length * i / PLACES_OF_DAMAGE)] ^= (byte) (1 << i % 8);
                Files.write(file, damaged);
                noticed += failures(writer) + failures(reader);
            }
            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
            noticed += failures(writer) + failures(reader);
            Files.write(file, whole);
        }
        assertReads(reader, 0);
        assertTrue("no damage was noticed, or there are no files", noticed > 0 || sessions.files(1).isEmpty());
    }

    private static int failures(final ShuffleSession session) {
        int failures = 0;
        for (int partition = 0; partition < PARTITIONS; partition += 2) {
            try {
                assertEquals("wrong data from a damaged file", all(partition, 0), read(session, SHUFFLE, partition));
            } catch (final FetchFailedException e) {
                failures++;
            }
        }
        return failures;
    }

    @Test
    public void shouldWorkWithoutMemoryAndGiveBackWhatItTook() throws Exception {
        final ShuffleSession session = session(1);
        final CountedMemory none = new CountedMemory(0);
        final CountedMemory some = new CountedMemory(100_000);
        write(session, SHUFFLE, 0, 100, PARTITIONS, BATCHES, none);
        write(session, SHUFFLE, 1, 101, PARTITIONS, BATCHES, some);
        begin(session, SHUFFLE, 2, 102, PARTITIONS, BATCHES, some).abort();
        session.update(places(SHUFFLE, EPOCH, 1, 1));

        assertReads(session, 0, 1);
        assertEquals(0, none.taken());
        assertEquals(0, some.taken());
    }

    @Test
    public void shouldKeepTheNewestPlaces() throws Exception {
        final ShuffleSession session = session(1);
        write(session, SHUFFLE, 0, 100, PARTITIONS, BATCHES, plenty());
        session.update(places(SHUFFLE, EPOCH, 1));
        session.update(places(SHUFFLE, EPOCH - 1, 2));

        assertReads(session, 0);
    }

    @Test
    public void shouldTakeOutputsOver() throws Exception {
        final ShuffleSession writer = session(1);
        for (int map = 0; map < 3; map++) {
            write(writer, SHUFFLE, map, 100 + map, PARTITIONS, BATCHES, plenty());
        }
        final ShuffleSession target = session(2);
        final Map<Integer, String> told = new TreeMap<>();

        // Map 3 was never made; the second order comes late or twice.
        for (int i = 0; i < 2; i++) {
            target.take(new TakeOutputs(1 + i, SHUFFLE, new MapOutputs.Location(1, "host1", 1001), new int[] {0, 1, 2, 3}, new long[] {100, 101, 102, 103}), new TakeListener() {

                @Override
                public void taken(final int map) {
                    told.merge(map, "taken", (old, again) -> old + " " + again);
                }

                @Override
                public void failed(final int map, final String reason) {
                    assertTrue("why?", reason != null && !reason.isBlank());
                    told.merge(map, "failed", (old, again) -> old + " " + again);
                }
            });
        }
        writer.close();

        assertEquals(Map.of(0, "taken taken", 1, "taken taken", 2, "taken taken", 3, "failed failed"), told);
        target.update(places(SHUFFLE, EPOCH, 2, 2, 2));
        assertReads(target, 0, 1, 2);
        final ShuffleSession reader = session(3);
        reader.update(places(SHUFFLE, EPOCH, 2, 2, 2));
        assertReads(reader, 0, 1, 2);
    }

    @Test(timeout = 60_000)
    public void shouldServeManyTasksAtOnce() throws Exception {
        final ShuffleSession writer = session(1);
        final ShuffleSession reader = session(2);
        final int[] maps = IntStream.range(0, 16).toArray();
        final ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            final List<Callable<Object>> writes = new ArrayList<>();
            IntStream.of(maps).forEach(map -> writes.add(() -> {
                write(writer, SHUFFLE, map, 100 + map, PARTITIONS, BATCHES, plenty());
                return null;
            }));
            for (final Future<Object> each : threads.invokeAll(writes)) {
                each.get();
            }
            final MapOutputs places = places(SHUFFLE, EPOCH, IntStream.of(maps).map(map -> 1).toArray());
            writer.update(places);
            reader.update(places);
            final List<Callable<List<String>>> reads = new ArrayList<>();
            for (int i = 0; i < 4 * PARTITIONS; i++) {
                final int partition = i % PARTITIONS;
                reads.add(i % 2 == 0 ? () -> read(writer, SHUFFLE, partition) : () -> read(reader, SHUFFLE, partition));
            }
            final List<Future<List<String>>> results = threads.invokeAll(reads);
            for (int i = 0; i < results.size(); i++) {
                assertEquals(all(i % PARTITIONS, maps), results.get(i).get());
            }
        } finally {
            threads.shutdownNow();
            assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
        }
    }

    @Test
    public void shouldLeaveNothingOfAShuffleThatIsForgotten() throws Exception {
        final ShuffleSession session = session(1);
        final List<Path> before = sessions.files(1);
        write(session, SHUFFLE, 0, 100, PARTITIONS, BATCHES, plenty());

        session.remove(SHUFFLE);

        assertEquals(before, sessions.files(1));
        session.update(places(SHUFFLE, EPOCH, 1));
        assertMissing(session, 0, 1);
    }

    /** Whoever keeps the map outputs: the application was told that its data is encrypted on disks. */
    @Test
    public void shouldShowNothingOnDisksOfWhatIsToBeSealed() throws Exception {
        final DataKey key = DataKey.random(128);
        final ShuffleSession writer = session(1);
        final ShuffleSession target = session(2);
        ContractSessions.seal(writer, key);
        ContractSessions.seal(target, key);
        write(writer, SHUFFLE, 0, 100, PARTITIONS, BATCHES, new CountedMemory(0));
        final List<Integer> taken = new ArrayList<>();
        target.take(new TakeOutputs(1, SHUFFLE, new MapOutputs.Location(1, "host1", 1001), new int[] {0}, new long[] {100}), new TakeListener() {

            @Override
            public void taken(final int map) {
                taken.add(map);
            }

            @Override
            public void failed(final int map, final String reason) {
                throw new AssertionError(reason);
            }
        });
        writer.update(places(SHUFFLE, EPOCH, 1));
        target.update(places(SHUFFLE, EPOCH, 2));

        assertEquals(List.of(0), taken);
        assertReads(writer, 0);
        assertReads(target, 0);
        final List<String> batches = all(0, 0).stream().filter(batch -> batch.length() >= LONG_ENOUGH).toList();
        assertTrue(batches.size() > BATCHES / 2);
        for (final int executor : new int[] {1, 2}) {
            for (final Path file : sessions.files(executor)) {
                final String bytes = HexFormat.of().formatHex(Files.readAllBytes(file));
                assertEquals("batches in the clear in " + file, 0, batches.stream().filter(bytes::contains).count());
            }
        }
    }

    private ShuffleSession shared(final int executor) throws IOException {
        final Shuffles shuffles = create();
        assumeTrue("it cannot share", shuffles.canShare());
        return sessions.openShared(shuffles, executor);
    }

    @Test
    public void shouldGiveToReadersWhatAnotherExecutorHasLeft() throws Exception {
        final ShuffleSession writer = shared(1);
        write(writer, SHUFFLE, 0, 100, PARTITIONS, BATCHES, plenty());
        write(writer, SHUFFLE, 0, 99, PARTITIONS, BATCHES, plenty());
        final var open = begin(writer, SHUFFLE, 1, 101, PARTITIONS, BATCHES, new CountedMemory(0));
        writer.leave();
        open.abort();
        final ShuffleSession heir = shared(2);
        final ShuffleSession reader = session(3);
        heir.update(places(SHUFFLE, EPOCH, 2));
        reader.update(places(SHUFFLE, EPOCH, 2));

        assertReads(heir, 0);
        assertReads(reader, 0);
        heir.update(places(SHUFFLE, EPOCH, 2, 2));
        assertMissing(heir, 1, 2);
    }

    /** As one that was killed. */
    @Test
    public void shouldGiveToReadersWhatAnExecutorHasThatEndsWithoutAWord() throws Exception {
        write(shared(1), SHUFFLE, 0, 100, PARTITIONS, BATCHES, plenty());
        final ShuffleSession heir = shared(2);
        write(heir, SHUFFLE, 1, 101, PARTITIONS, BATCHES, plenty());
        heir.update(places(SHUFFLE, EPOCH, 2, 2));

        assertReads(heir, 0, 1);
    }

    @Test
    public void shouldForgetWhatOthersHaveLeftOfAShuffle() throws Exception {
        final ShuffleSession writer = shared(1);
        write(writer, SHUFFLE, 0, 100, PARTITIONS, BATCHES, plenty());
        writer.leave();
        final ShuffleSession heir = shared(2);

        heir.remove(SHUFFLE);

        assertEquals(List.of(), sessions.files(0));
        heir.update(places(SHUFFLE, EPOCH, 2));
        assertMissing(heir, 0, 2);
    }

    @Test
    public void shouldDeleteWhatOthersHaveLeftWithTheApplication() throws Exception {
        final ShuffleSession writer = shared(1);
        write(writer, SHUFFLE, 0, 100, PARTITIONS, BATCHES, plenty());
        writer.leave();

        shared(2).close();

        assertEquals(List.of(), sessions.files(0));
    }

    @Test
    public void shouldLeaveNothingAtTheEnd() throws Exception {
        final ShuffleSession session = session(1);
        write(session, SHUFFLE, 0, 100, PARTITIONS, BATCHES, plenty());
        write(session, SHUFFLE + 1, 0, 200, PARTITIONS, BATCHES, plenty());
        final var open = begin(session, SHUFFLE, 1, 101, PARTITIONS, BATCHES, new CountedMemory(0));

        open.abort();
        session.close();

        assertEquals(List.of(), sessions.files(1));
    }
}
