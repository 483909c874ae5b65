package io.kindling.shuffle.testkit;

import io.kindling.common.Clock;
import io.kindling.common.files.DataKey;
import io.kindling.dataflow.ShuffleAccess.PartitionedOutput;
import io.kindling.dataflow.TaskMemory;
import io.kindling.protocol.message.FetchShuffle;
import io.kindling.protocol.message.MapOutputs;
import io.kindling.protocol.message.ShuffleChunk;
import io.kindling.shuffle.ShuffleBlockException;
import io.kindling.shuffle.ShuffleOptions;
import io.kindling.shuffle.ShuffleSession;
import io.kindling.shuffle.ShuffleSetup;
import io.kindling.shuffle.Shuffles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** Executors of one application, as many as a test wants, that can ask each other. */
final class ContractSessions extends ExternalResource {

    static final int EPOCH = 3;

    private final TemporaryFolder folder = new TemporaryFolder();
    private final Map<Integer, ShuffleSession> sessions = new TreeMap<>();
    /** How many requests are lost on their way from now on. */
    final AtomicInteger lost = new AtomicInteger();

    @Override
    protected void before() throws IOException {
        folder.create();
    }

    @Override
    protected void after() {
        sessions.values().forEach(ShuffleSession::close);
        folder.delete();
    }

    ShuffleSession open(final Shuffles shuffles, final int executor) throws IOException {
        return open(shuffles, executor, directory(executor), false);
    }

    /** One in the directory of executor 0, as all that are opened this way. */
    ShuffleSession openShared(final Shuffles shuffles, final int executor) throws IOException {
        return open(shuffles, executor, directory(0), true);
    }

    private ShuffleSession open(final Shuffles shuffles, final int executor, final Path directory, final boolean shared) throws IOException {
        final ShuffleOptions options = options(DataKey.NONE);
        final ShuffleSession session = shuffles.open(new ShuffleSetup(executor, List.of(directory), this::ask, options, Clock.SYSTEM, new Random(1), shared));
        session.configure(Map.of());
        session.configure(options);
        sessions.put(executor, session);
        return session;
    }

    /** Files are sealed from now on. */
    static void seal(final ShuffleSession session, final DataKey key) {
        session.configure(options(key));
    }

    private static ShuffleOptions options(final DataKey key) {
        return new ShuffleOptions("", null, 1 << 20, Duration.ofMillis(1), key);
    }

    private Path directory(final int executor) {
        return folder.getRoot().toPath().resolve("executor-" + executor);
    }

    private CompletableFuture<ShuffleChunk> ask(final MapOutputs.Location where, final FetchShuffle request) {
        if (lost.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return CompletableFuture.failedFuture(new IOException("reset by peer"));
        }
        try {
            return CompletableFuture.completedFuture(sessions.get(where.executor()).serve(request));
        } catch (final ShuffleBlockException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The files that an executor has. */
    List<Path> files(final int executor) throws IOException {
        if (!Files.exists(directory(executor))) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory(executor))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** A batch that says what it is. */
    static byte[] batch(final int map, final long task, final int partition, final int number) {
        final byte[] bytes = new byte[1 + number * 37 % 400];
        new Random(((map * 31L + task) * 1009L + partition) * 101L + number).nextBytes(bytes);
        return bytes;
    }

    /** Writes so many batches to every other partition, in turns, and commits them. */
    static void write(final ShuffleSession session, final int shuffle, final int map, final long task, final int partitions, final int batches,
                      final TaskMemory memory) throws IOException {
        final PartitionedOutput output = begin(session, shuffle, map, task, partitions, batches, memory);
        output.commit();
        output.abort();
    }

    static PartitionedOutput begin(final ShuffleSession session, final int shuffle, final int map, final long task, final int partitions, final int batches,
                                   final TaskMemory memory) throws IOException {
        final PartitionedOutput output = session.access(map, task, memory).write(shuffle, partitions);
        for (int i = 0; i < batches; i++) {
            for (int partition = partitions - 1; partition >= 0; partition--) {
                if (partition % 2 == 0) {
                    final byte[] batch = batch(map, task, partition, i);
                    final byte[] wider = new byte[batch.length + 10];
                    System.arraycopy(batch, 0, wider, 3, batch.length);
                    output.append(partition, wider, 3, batch.length);
                    Arrays.fill(wider, (byte) 0); // callers use it again
                }
            }
        }
        return output;
    }

    /** The batches of a partition that {@link #write} wrote, sorted. */
    static List<String> written(final int map, final long task, final int partition, final int batches) {
        return IntStream.range(0, partition % 2 == 0 ? batches : 0).mapToObj(i -> HexFormat.of().formatHex(batch(map, task, partition, i))).sorted().toList();
    }

    /** What a reading task gets, sorted: the order is nobody's promise. */
    static List<String> read(final ShuffleSession session, final int shuffle, final int partition) {
        final List<String> batches = new ArrayList<>();
        final Iterator<byte[]> all = session.access(0, 9_999, new CountedMemory(Long.MAX_VALUE)).read(shuffle, partition);
        all.forEachRemaining(batch -> batches.add(HexFormat.of().formatHex(batch)));
        return batches.stream().sorted().toList();
    }

    /** Where map outputs are: the executor of each map; the attempt of map N is 100 + N. */
    static MapOutputs places(final int shuffle, final int epoch, final int... executors) {
        final List<Integer> distinct = Arrays.stream(executors).distinct().boxed().toList();
        return new MapOutputs(shuffle, epoch, distinct.stream().map(executor -> new MapOutputs.Location(executor, "host" + executor, 1000 + executor)).toList(),
                Arrays.stream(executors).map(distinct::indexOf).toArray(), IntStream.range(0, executors.length).mapToLong(map -> 100 + map).toArray());
    }

    /** Gives so many bytes in all, and knows what has not come back. */
    static final class CountedMemory implements TaskMemory {

        private final long most;
        private long taken;

        CountedMemory(final long most) {
            this.most = most;
        }

        @Override
        public synchronized long acquire(final long bytes) {
            final long given = Math.min(bytes, most - taken);
            taken += given;
            return given;
        }

        @Override
        public synchronized void release(final long bytes) {
            taken -= bytes;
        }

        synchronized long taken() {
            return taken;
        }
    }
}
