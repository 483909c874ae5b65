package io.kindling.shuffle;

import io.kindling.common.Clock;
import io.kindling.dataflow.ShuffleAccess;
import io.kindling.dataflow.TaskMemory;
import io.kindling.protocol.message.MapOutputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** Sessions and what is in them. */
public abstract class ShuffleTestBase {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<ShuffleSession> sessions = new ArrayList<>();

    /** Gives so many bytes in all, and watches that they come back. */
    static final class Memory implements TaskMemory {

        private final long most;
        long taken;

        Memory(final long most) {
            this.most = most;
        }

        @Override
        public long acquire(final long bytes) {
            final long given = Math.min(bytes, most - taken);
            taken += given;
            return given;
        }

        @Override
        public void release(final long bytes) {
            taken -= bytes;
        }
    }

    static Memory plenty() {
        return new Memory(1L << 40);
    }

    @After
    public void closeSessions() {
        sessions.forEach(ShuffleSession::close);
    }

    ShuffleSession session(final int executor, final ShuffleClient client, final long inFlight, final Path... directories) throws IOException {
        final List<Path> all = directories.length > 0 ? List.of(directories) : List.of(folder.getRoot().toPath().resolve("executor-" + executor));
        final ShuffleSession session = new FileShuffles().open(new ShuffleSetup(executor, all, client, inFlight, Duration.ZERO, Clock.SYSTEM, new Random(1)));
        sessions.add(session);
        return session;
    }

    ShuffleSession session(final int executor) throws IOException {
        return session(executor, (where, request) -> {
            throw new AssertionError("nobody is to be asked");
        }, 1 << 20);
    }

    /** A batch that says what it is. */
    static byte[] batch(final int map, final int partition, final int number, final int length) {
        final byte[] bytes = new byte[length];
        new Random(map * 31L + partition * 1009L + number).nextBytes(bytes);
        return bytes;
    }

    /** Writes batches of some lengths to every other partition, in turns. */
    static byte[][] write(final ShuffleSession session, final int shuffle, final int map, final long task, final int partitions, final int batches,
                          final int length, final TaskMemory memory) throws IOException {
        final ByteArrayOutputStream[] expected = Stream.generate(ByteArrayOutputStream::new).limit(partitions).toArray(ByteArrayOutputStream[]::new);
        final ShuffleAccess.PartitionedOutput output = session.access(map, task, memory).write(shuffle, partitions);
        for (int i = 0; i < batches; i++) {
            for (int partition = 0; partition < partitions; partition += 2) {
                final byte[] batch = batch(map, partition, i, 1 + (length + i * 7) % (length + 1));
                final byte[] wider = new byte[batch.length + 10];
                System.arraycopy(batch, 0, wider, 3, batch.length);
                output.append(partition, wider, 3, batch.length);
                expected[partition].writeBytes(batch);
            }
        }
        output.commit();
        output.abort();
        return Stream.of(expected).map(ByteArrayOutputStream::toByteArray).toArray(byte[][]::new);
    }

    /** All maps on one executor, whose task ids are the map's number plus 100. */
    static MapOutputs outputs(final int shuffle, final int epoch, final int maps, final int... executorsByMap) {
        final int[] executors = executorsByMap.length == 1 ? IntStream.range(0, maps).map(i -> executorsByMap[0]).toArray() : executorsByMap;
        final List<Integer> distinct = Arrays.stream(executors).distinct().boxed().toList();
        return new MapOutputs(shuffle, epoch, distinct.stream().map(e -> new MapOutputs.Location(e, "host" + e, 1000 + e)).toList(),
                Arrays.stream(executors).map(distinct::indexOf).toArray(), IntStream.range(0, maps).mapToLong(i -> 100 + i).toArray());
    }

    static List<byte[]> read(final ShuffleSession session, final int shuffle, final int partition) {
        final List<byte[]> blocks = new ArrayList<>();
        final Iterator<byte[]> all = session.access(0, 999, plenty()).read(shuffle, partition);
        all.forEachRemaining(blocks::add);
        return blocks;
    }

    /** What {@link #write} wrote to a partition, batch by batch. */
    static List<byte[]> batches(final int map, final int partition, final int batches, final int length) {
        return IntStream.range(0, batches).filter(i -> partition % 2 == 0).mapToObj(i -> batch(map, partition, i, 1 + (length + i * 7) % (length + 1))).toList();
    }

    /** All that is read of a partition, one after the other. */
    static byte[] joined(final ShuffleSession session, final int shuffle, final int partition) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        read(session, shuffle, partition).forEach(all::writeBytes);
        return all.toByteArray();
    }

    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.getRoot().toPath())) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
