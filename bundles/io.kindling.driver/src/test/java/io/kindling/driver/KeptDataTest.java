package io.kindling.driver;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.PairRdd;
import io.kindling.api.Rdd;
import io.kindling.api.RddStorage;
import io.kindling.api.StorageLevel;
import io.kindling.api.StorageLevels;
import io.kindling.api.Tuple2;
import io.kindling.cluster.api.LossCause;
import io.kindling.driver.kit.RealExecutors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Data sets that are kept by real executors, in every way, and what becomes of them when something is lost. Computing is counted. */
public class KeptDataTest {

    private static final int RECORDS = 1_000;
    private static final int PARTITIONS = 4;
    private static final List<StorageLevel> LEVELS = List.of(StorageLevels.DISK_ONLY, StorageLevels.DISK_ONLY_2, StorageLevels.DISK_ONLY_3,
            StorageLevels.MEMORY_ONLY, StorageLevels.MEMORY_ONLY_2, StorageLevels.MEMORY_ONLY_SER, StorageLevels.MEMORY_ONLY_SER_2,
            StorageLevels.MEMORY_AND_DISK, StorageLevels.MEMORY_AND_DISK_2, StorageLevels.MEMORY_AND_DISK_SER, StorageLevels.MEMORY_AND_DISK_SER_2,
            StorageLevels.OFF_HEAP);

    // The functions of a job reach it since executors of this JVM borrow its class space.
    private static volatile AtomicInteger computed;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final TestDriver driver = new TestDriver(2);
    private final RealExecutors executors = new RealExecutors(driver.spaces, driver.transport, "scripted");

    @After
    public void close() throws InterruptedException {
        driver.close();
    }

    private KindlingContext open() {
        computed = new AtomicInteger();
        driver.cluster.launcher = executors;
        final KindlingContext context = driver.with("kindling.local.dir", folder.getRoot().toString()).open();
        TestDriver.await("both executors are there", () ->
                driver.context.control().report().executors().stream().filter(each -> each.state().equals("REGISTERED")).count() == 2);
        return context;
    }

    private static Rdd<String> numbers(final KindlingContext context) {
        return context.parallelize(IntStream.range(0, RECORDS).boxed().toList(), PARTITIONS).map(number -> {
            computed.incrementAndGet();
            return "number " + number;
        });
    }

    private static List<String> expected() {
        return IntStream.range(0, RECORDS).mapToObj(number -> "number " + number).toList();
    }

    private void lose(final int executor) throws InterruptedException {
        driver.cluster.lose(executor, new LossCause.Exited(137, ""));
        executors.awaitEnd(executor);
    }

    private List<Path> blockFiles() throws IOException {
        try (Stream<Path> all = Files.walk(folder.getRoot().toPath())) {
            return all.filter(path -> path.getFileName().toString().startsWith("rdd_")).toList();
        }
    }

    @Test
    public void shouldComputeOnceAtEveryLevel() throws IOException {
        final KindlingContext context = open();
        for (final StorageLevel level : LEVELS) {
            computed.set(0);
            final Rdd<String> kept = numbers(context).persist(level);
            assertEquals(level, kept.getStorageLevel());
            for (int i = 0; i < 3; i++) {
                assertEquals(level.toString(), expected(), kept.collect());
            }
            assertEquals(level.toString(), RECORDS, computed.get());
            final RddStorage[] storage = context.getRddStorageInfo();
            assertEquals(1, storage.length);
            assertEquals(PARTITIONS, storage[0].numCachedPartitions());
            assertEquals(level.toString(), level.useMemory() && !level.useOffHeap(), storage[0].memSize() > 0);
            assertEquals(level.toString(), !level.useMemory() || level.useOffHeap(), storage[0].diskSize() > 0);
            assertEquals(level.toString(), storage[0].diskSize() > 0 ? PARTITIONS * Math.min(2, level.replication()) : 0, blockFiles().size());
            assertEquals(Set.of(kept.id()), context.getPersistentRDDs().keySet());
            kept.unpersist(true);
            assertEquals(StorageLevels.NONE, kept.getStorageLevel());
            assertEquals(List.of(), blockFiles());
            assertEquals(0, context.getRddStorageInfo().length);
        }
        assertEquals(2, context.getExecutorMemoryStatus().size());
        assertTrue(context.getPersistentRDDs().isEmpty());
    }

    private static long used(final KindlingContext context) {
        return context.getExecutorMemoryStatus().values().stream().mapToLong(memory -> {
            assertTrue(memory.toString(), memory._1 > 0 && memory._2 <= memory._1);
            return memory._1 - memory._2;
        }).sum();
    }

    @Test
    public void shouldTellHowMuchMemoryIsLeft() throws Exception {
        final KindlingContext context = open();
        final Rdd<String> kept = numbers(context).persist(StorageLevels.MEMORY_ONLY);
        kept.count();
        final long takes = context.getRddStorageInfo()[0].memSize();
        assertTrue(takes > 0);
        TestDriver.await("what is kept is missing from the rest", () -> used(context) == takes);
        kept.unpersist(true);
        TestDriver.await("nothing is missing any more", () -> used(context) == 0);
    }

    @Test
    public void shouldRefuseAnotherLevel() {
        final Rdd<String> kept = numbers(open()).cache();
        assertThrows(UnsupportedOperationException.class, () -> kept.persist(StorageLevels.DISK_ONLY));
        assertEquals(StorageLevels.DISK_ONLY, kept.unpersist().persist(StorageLevels.DISK_ONLY).getStorageLevel());
    }

    @Test
    public void shouldLoseNothingOfWhatIsKeptTwice() throws InterruptedException {
        final KindlingContext context = open();
        final Rdd<String> kept = numbers(context).persist(StorageLevels.MEMORY_AND_DISK_SER_2);
        assertEquals(RECORDS, kept.count());
        lose(0);
        assertEquals(expected(), kept.collect());
        assertEquals(RECORDS, computed.get());
    }

    @Test
    public void shouldReadWhatAnotherExecutorKeepsRatherThanCompute() {
        final KindlingContext context = open();
        final Rdd<String> kept = numbers(context).cache();
        kept.count();
        assertEquals("one task reads what both have", expected(), kept.coalesce(1).collect());
        assertEquals(RECORDS, computed.get());
    }

    @Test
    public void shouldComputeWhatIsLostWithItsExecutor() throws InterruptedException {
        final KindlingContext context = open();
        final Rdd<String> kept = numbers(context).cache();
        kept.count();
        final int before = driver.context.control().report().executors().size();
        lose(1);
        assertEquals(expected(), kept.collect());
        assertTrue(before + " executors, " + computed, computed.get() > RECORDS && computed.get() < 2 * RECORDS);
    }

    @Test
    public void shouldComputeAgainWhatIsDamaged() throws IOException {
        final KindlingContext context = open();
        final Rdd<String> kept = numbers(context).persist(StorageLevels.DISK_ONLY);
        kept.count();
        final List<Path> files = blockFiles();
        final byte[] bytes = Files.readAllBytes(files.get(0));
        bytes[bytes.length / 2] ^= 1;
        Files.write(files.get(0), bytes);
        Files.delete(files.get(1));
        assertEquals(expected(), kept.collect());
        assertEquals(RECORDS + RECORDS / 2, computed.get());
        assertEquals(expected(), kept.collect());
        assertEquals("kept again", RECORDS + RECORDS / 2, computed.get());
    }

    @Test
    public void shouldWriteACheckpointAndForgetHowItWasMade() throws Exception {
        final KindlingContext context = open();
        final Rdd<String> numbers = numbers(context);
        assertTrue(assertThrows(KindlingException.class, numbers::checkpoint).getMessage().contains("setCheckpointDir"));
        context.setCheckpointDir(folder.newFolder("checkpoints").toString());
        numbers.cache();
        numbers.checkpoint();
        assertFalse(numbers.isCheckpointed());
        final Rdd<String> after = numbers.map(text -> text + "!");
        assertEquals(RECORDS, after.count());
        assertTrue(numbers.isCheckpointed());
        final Path file = Path.of(numbers.getCheckpointFile().get());
        assertTrue(file.toString(), file.startsWith(context.getCheckpointDir().get()));
        assertTrue(Files.exists(file.resolve("part-00003")));
        assertEquals("it was cached", RECORDS, computed.get());
        numbers.unpersist(true);
        assertEquals(expected(), numbers.collect());
        assertEquals(expected().stream().map(text -> text + "!").toList(), after.collect());
        assertEquals("read from the files", RECORDS, computed.get());
        final Rdd<String> again = context.checkpointFile(file.toString());
        assertEquals(numbers.getNumPartitions(), again.getNumPartitions());
        assertEquals(expected(), again.collect());
        final String absent = assertThrows(KindlingException.class, () -> context.checkpointFile(file + "-not")).getMessage();
        assertTrue(absent, absent.contains(file + "-not") && absent.contains("part-00000"));
        Files.delete(file.resolve("part-00001"));
        final JobFailedException failed = assertThrows(JobFailedException.class, numbers::collect);
        assertTrue(failed.getMessage(), failed.getMessage().contains("part-00001"));
        final String damaged = assertThrows("three partitions are not the data set", KindlingException.class, () -> context.checkpointFile(file.toString())).getMessage();
        assertTrue(damaged, damaged.contains(file + " is not whole: of its partitions it has 3 files, and none for number 1, part-00001"));
    }

    @Test
    public void shouldNotCheckpointWhatACheckpointIsMadeOf() throws Exception {
        final KindlingContext context = open();
        context.setCheckpointDir(folder.newFolder("checkpoints").toString());
        final Rdd<String> numbers = numbers(context);
        numbers.checkpoint();
        final Rdd<String> after = numbers.map(text -> text + "!");
        after.checkpoint();
        assertEquals(RECORDS, after.count());
        assertTrue(after.isCheckpointed());
        assertFalse("nobody needs it to make the other any more", numbers.isCheckpointed());
        assertEquals("for the job and for the files", 2 * RECORDS, computed.get());
        assertEquals(expected(), numbers.collect());
        assertTrue("now somebody has needed it", numbers.isCheckpointed());
    }

    @Test
    public void shouldReadACompressedCheckpointWhateverIsConfigured() throws IOException {
        final Path checkpoints = folder.newFolder("checkpoints").toPath();
        driver.with("kindling.checkpoint.compress", "true");
        final KindlingContext context = open();
        context.setCheckpointDir(checkpoints.toString());
        final Rdd<String> numbers = numbers(context);
        numbers.checkpoint();
        assertEquals(expected(), numbers.collect());
        assertEquals(expected(), numbers.collect());
        numbers.saveAsObjectFile(checkpoints.resolve("saved").toString());
        final String written = numbers.getCheckpointFile().get();
        assertTrue(bytesIn(Path.of(written)) + " bytes", bytesIn(Path.of(written)) < bytesIn(checkpoints.resolve("saved")));
        context.close();

        final TestDriver other = new TestDriver(2);
        final RealExecutors others = new RealExecutors(other.spaces, other.transport, "scripted");
        other.cluster.launcher = others;
        assertEquals(expected(), other.with("kindling.local.dir", folder.getRoot().toString()).open().objectFile(written).collect());
        other.close();
    }

    private static long bytesIn(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    public void shouldShowNothingOfWhatIsKeptOnDisk() throws IOException {
        driver.with("kindling.io.encryption.enabled", "true").with("kindling.io.encryption.keySizeBits", "256");
        final KindlingContext context = open();
        for (final StorageLevel level : LEVELS) {
            computed.set(0);
            final Rdd<String> kept = numbers(context).persist(level);
            for (int i = 0; i < 2; i++) {
                assertEquals(level.toString(), expected(), kept.collect());
            }
            assertEquals(level.toString(), RECORDS, computed.get());
            for (final Path file : blockFiles()) {
                assertFalse(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("number"));
            }
            assertEquals(level.toString(), !level.useMemory() || level.useOffHeap(), !blockFiles().isEmpty());
            kept.unpersist(true);
        }
    }

    @Test
    public void shouldComputeAgainWhatIsDamagedWhenItIsEncrypted() throws IOException {
        driver.with("kindling.io.encryption.enabled", "true");
        shouldComputeAgainWhatIsDamaged();
    }

    @Test
    public void shouldCheckpointWhatComesOutOfAShuffle() throws IOException {
        final KindlingContext context = open();
        context.setCheckpointDir(folder.newFolder("checkpoints").toString());
        final PairRdd<Integer, Integer> sums = numbers(context).mapToPair(text -> new Tuple2<>(text.length(), 1)).reduceByKey(Integer::sum, 3);
        sums.checkpoint();
        final java.util.Map<Integer, Integer> first = sums.collectAsMap();
        assertTrue(sums.isCheckpointed());
        assertEquals(first, sums.collectAsMap());
        assertEquals(first, sums.mapValues(value -> value).reduceByKey(Integer::sum).collectAsMap());
    }

    @Test
    public void shouldRelyOnExecutorsAfterALocalCheckpoint() throws InterruptedException {
        final KindlingContext context = open();
        final Rdd<String> numbers = numbers(context);
        numbers.localCheckpoint();
        assertEquals(StorageLevels.MEMORY_AND_DISK, numbers.getStorageLevel());
        assertEquals("number 0", numbers.first());
        assertTrue(numbers.isCheckpointed());
        assertEquals("first looks at one record and keeps nothing", RECORDS + 1, computed.get());
        assertEquals(expected(), numbers.collect());
        assertEquals(RECORDS + 1, computed.get());
        assertFalse(numbers.getCheckpointFile().isPresent());
        lose(0);
        final JobFailedException failed = assertThrows(JobFailedException.class, numbers::collect);
        assertTrue(failed.getMessage(), failed.getMessage().contains("was checkpointed locally, and the executor that kept this partition is gone"));
    }
}
