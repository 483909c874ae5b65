package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.Rdd;
import io.kindling.api.RddStorage;
import io.kindling.api.StorageLevel;
import io.kindling.api.StorageLevels;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Kept partitions in executors that are processes. Each computation of a partition leaves a file, so that they can be counted. */
public class StorageIT {

    private static final int PARTITIONS = 6;
    private static final int RECORDS = 6_000;

    @ClassRule
    public static final TemporaryFolder LOCAL = new TemporaryFolder();
    private static KindlingContext context;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    @Rule
    public final Timeout limit = Timeout.seconds(240);
    private File computed;
    /** The processes of both executors. */
    private List<Long> pids;

    @BeforeClass
    public static void start() {
        context = open(256, LOCAL.getRoot());
    }

    @AfterClass
    public static void stop() {
        context.close();
    }

    @Before
    public void prepare() throws Exception {
        computed = folder.newFolder("computed");
        pids = pids(context);
        Await.until("executors that other tests have killed are forgotten", 30, () -> context.getExecutorMemoryStatus().size() == 2);
    }

    @After
    public void keepNothingForTheNext() {
        List.copyOf(context.getPersistentRDDs().values()).forEach(kept -> kept.unpersist(true));
    }

    private static KindlingContext open(final int megabytes, final File local) {
        return new KindlingContext(new KindlingConf().setMaster("local-cluster[2,1," + megabytes + "]").setAppName("storage")
                .set("kindling.executor.memory", megabytes + "m").set("kindling.local.dir", local.toString())
                .set("kindling.memory.offHeap.enabled", "true").set("kindling.memory.offHeap.size", "16m"));
    }

    private Rdd<String> numbers() {
        final String marks = computed.toString();
        return context.range(0, RECORDS, 1, PARTITIONS).mapPartitionsWithIndex((index, numbers) -> {
            mark(marks, index);
            final List<String> texts = new ArrayList<>();
            numbers.forEachRemaining(number -> texts.add("number " + number));
            return texts.iterator();
        }, false);
    }

    private static void mark(final String marks, final int partition) throws IOException {
        Files.createFile(Path.of(marks, partition + "-" + UUID.randomUUID()));
    }

    private int computed() {
        return computed.list().length;
    }

    private static List<String> expected() {
        return IntStream.range(0, RECORDS).mapToObj(number -> "number " + number).toList();
    }

    private List<Long> pids(final KindlingContext context) throws IOException {
        final Meeting meeting = new Meeting(folder.newFolder().getPath(), 2);
        return context.range(0, 4, 1, 4).map(number -> meeting.join()).distinct().collect().stream().sorted().toList();
    }

    private static void kill(final long pid) throws IOException, InterruptedException {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Await.until("process " + pid + " is gone", 20, () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    private static List<Path> blockFiles() {
        return blockFiles(LOCAL.getRoot()).sorted().toList();
    }

    /** Folders of executors that other tests have killed may vanish meanwhile. */
    private static Stream<Path> blockFiles(final File folder) {
        final File[] files = folder.listFiles();
        return Arrays.stream(files == null ? new File[0] : files)
                .flatMap(file -> file.isDirectory() ? blockFiles(file) : Stream.of(file.toPath()).filter(path -> file.getName().startsWith("rdd_")));
    }

    @Test
    public void shouldGiveTheRightResultAtEveryLevel() throws IOException {
        final Map<String, StorageLevel> levels = new TreeMap<>();
        levels.put("DISK_ONLY", StorageLevels.DISK_ONLY);
        levels.put("DISK_ONLY_2", StorageLevels.DISK_ONLY_2);
        levels.put("DISK_ONLY_3", StorageLevels.DISK_ONLY_3);
        levels.put("MEMORY_ONLY", StorageLevels.MEMORY_ONLY);
        levels.put("MEMORY_ONLY_2", StorageLevels.MEMORY_ONLY_2);
        levels.put("MEMORY_ONLY_SER", StorageLevels.MEMORY_ONLY_SER);
        levels.put("MEMORY_ONLY_SER_2", StorageLevels.MEMORY_ONLY_SER_2);
        levels.put("MEMORY_AND_DISK", StorageLevels.MEMORY_AND_DISK);
        levels.put("MEMORY_AND_DISK_2", StorageLevels.MEMORY_AND_DISK_2);
        levels.put("MEMORY_AND_DISK_SER", StorageLevels.MEMORY_AND_DISK_SER);
        levels.put("MEMORY_AND_DISK_SER_2", StorageLevels.MEMORY_AND_DISK_SER_2);
        levels.put("OFF_HEAP", StorageLevels.OFF_HEAP);
        int rounds = 0;
        for (final Map.Entry<String, StorageLevel> level : levels.entrySet()) {
            final Rdd<String> kept = numbers().persist(level.getValue());
            assertEquals(level.getKey(), RECORDS, kept.count());
            assertEquals(level.getKey(), expected(), kept.collect());
            assertEquals(level.getKey(), ++rounds * PARTITIONS, computed());
            final RddStorage storage = context.getRddStorageInfo()[0];
            assertEquals(level.getKey(), PARTITIONS, storage.numCachedPartitions());
            assertEquals(level.getKey(), level.getValue().useMemory(), storage.memSize() > 0);
            kept.unpersist(true);
            assertEquals(0, context.getRddStorageInfo().length);
        }
        assertEquals(List.of(), blockFiles());
        assertEquals(2, context.getExecutorMemoryStatus().size());
    }

    @Test
    public void shouldLoseNothingOfWhatIsKeptTwice() throws Exception {
        final Rdd<String> kept = numbers().persist(StorageLevels.MEMORY_ONLY_2);
        kept.count();
        kill(pids.get(0));
        assertEquals(expected(), kept.collect());
        assertEquals(PARTITIONS, computed());
    }

    /** Both executors that had it first are killed, one after the other. */
    @Test
    public void shouldCopyAgainWhatAnExecutorTookWithIt() throws Exception {
        final Rdd<String> once = numbers().persist(StorageLevels.MEMORY_ONLY_SER);
        once.count();
        Await.until("every partition is known", 30, () -> context.getRddStorageInfo()[0].numCachedPartitions() == PARTITIONS);
        final long twice = 2 * context.getRddStorageInfo()[0].memSize();
        once.unpersist(true);
        final Rdd<String> kept = numbers().persist(StorageLevels.MEMORY_ONLY_SER_2);
        kept.count();
        Await.until("both copies of each are known", 30, () -> context.getRddStorageInfo()[0].memSize() == twice);
        kill(pids.get(0));
        Await.until("the loss is known", 30, () -> context.getRddStorageInfo()[0].memSize() < twice);
        Await.until("there are two copies of each again", 60, () -> context.getRddStorageInfo()[0].memSize() == twice);
        kill(pids.get(1));
        assertEquals(expected(), kept.collect());
        assertEquals("once for each of the two data sets", 2 * PARTITIONS, computed());
    }

    @Test
    public void shouldComputeAgainWhatHasChangedOnDisk() throws IOException {
        final Rdd<String> kept = numbers().persist(StorageLevels.DISK_ONLY);
        kept.count();
        final List<Path> files = blockFiles();
        assertEquals(PARTITIONS, files.size());
        final byte[] bytes = Files.readAllBytes(files.get(2));
        bytes[bytes.length - 5] ^= 16;
        Files.write(files.get(2), bytes);
        Files.delete(files.get(4));
        assertEquals(expected(), kept.collect());
        assertEquals(PARTITIONS + 2, computed());
    }

    @Test
    public void shouldKeepFourTimesMoreThanItsMemory() throws IOException {
        try (KindlingContext small = open(128, folder.newFolder("local"))) {
            final int total = 320; // of a MiB each; two executors share 77 MiB
            for (final StorageLevel level : List.of(StorageLevels.MEMORY_AND_DISK, StorageLevels.MEMORY_AND_DISK_SER, StorageLevels.MEMORY_ONLY)) {
                final String marks = computed.toString();
                final int before = computed();
                final Rdd<byte[]> kept = small.range(0, total, 1, 20).mapPartitionsWithIndex((index, numbers) -> {
                    mark(marks, index);
                    return large(numbers);
                }, false).persist(level);
                for (int i = 0; i < 2; i++) {
                    assertEquals(level.toString(), (long) total * (total - 1) / 2, kept.map(bytes -> (long) (bytes[0] & 0xff) + 256L * bytes[1])
                            .reduce(Long::sum).longValue());
                }
                if (level.useDisk()) {
                    assertEquals(level.toString(), before + 20, computed());
                    assertTrue(small.getRddStorageInfo()[0].diskSize() > 0);
                }
                kept.unpersist(true);
            }
            assertEquals(2, pids(small).size());
        }
    }

    private static Iterator<byte[]> large(final Iterator<Long> numbers) {
        return new Iterator<>() {

            @Override
            public boolean hasNext() {
                return numbers.hasNext();
            }

            @Override
            public byte[] next() {
                final byte[] bytes = new byte[1 << 20];
                final long number = numbers.next();
                bytes[0] = (byte) number;
                bytes[1] = (byte) (number >> 8);
                return bytes;
            }
        };
    }

    @Test
    public void shouldReadACheckpointWhenItsExecutorsAreGone() throws Exception {
        context.setCheckpointDir(folder.newFolder("checkpoints").toString());
        final Rdd<String> numbers = numbers().cache();
        numbers.checkpoint();
        assertFalse(numbers.isCheckpointed());
        assertEquals(RECORDS, numbers.count());
        assertTrue(numbers.isCheckpointed());
        assertTrue(numbers.getCheckpointFile().isPresent());
        for (final long pid : pids) {
            kill(pid);
        }
        assertEquals(expected(), numbers.collect());
        assertEquals(PARTITIONS, computed());
    }
}
