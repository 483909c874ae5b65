package io.kindling.itests.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.PairRdd;
import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import io.kindling.itests.kit.Executors;
import io.kindling.itests.kit.FaultCluster;
import io.kindling.itests.kit.SmallDisk;
import io.kindling.itests.kit.Tally;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Disks that are full, files that vanish, change or are cut off: results stay right, or the error says which disk and what to do. */
public class DiskFaultsIT {

    private static final int KEYS = 500;

    @ClassRule
    public static final FaultCluster CLUSTER = new FaultCluster("local-cluster[2,1,1024]");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final Timeout limit = new Timeout(100, TimeUnit.SECONDS);

    private List<Long> before;

    @Before
    public void look() {
        before = pids();
    }

    @After
    public void nextJobWorksOnTheSameExecutors() {
        CLUSTER.assertWorks();
        assertEquals("no executor was lost", before, pids());
    }

    private static List<Long> pids() {
        return Executors.running().stream().map(ProcessHandle::pid).sorted().toList();
    }

    /** A damage to one of the files that map outputs are in. */
    @FunctionalInterface
    private interface Damage {
        void to(List<Path> files) throws IOException;
    }

    /** Counts, damages what the map stage has written, counts again: the same, and not all of the map stage ran again. */
    private void survives(final Damage damage, final int most) throws IOException {
        final Tally marks = new Tally(CLUSTER.newFolder());
        final PairRdd<Long, Long> counted = CLUSTER.context().range(0, 40_000, 1, 8).mapPartitions(records -> {
            marks.mark("map");
            return records;
        }).mapToPair(x -> new Tuple2<>(x % KEYS, x)).reduceByKey(Long::sum, 4);
        final Map<Long, Long> expected = new HashMap<>();
        for (long x = 0; x < 40_000; x++) {
            expected.merge(x % KEYS, x, Long::sum);
        }
        final List<Path> others = FaultCluster.files(CLUSTER.local());
        assertEquals(expected, new HashMap<>(counted.collectAsMap()));
        assertEquals(8, marks.count("map"));
        final List<Path> made = new ArrayList<>(FaultCluster.files(CLUSTER.local()));
        made.removeAll(others);
        made.sort(null);
        assertEquals("one file for each map output: " + made, 8, made.size());
        damage.to(made);
        assertEquals(expected, new HashMap<>(counted.collectAsMap()));
        assertTrue("only what was lost was made again: " + marks.count("map"), marks.count("map") <= 8 + most);
        assertEquals(expected, new HashMap<>(counted.collectAsMap()));
    }

    private static void flip(final Path file, final long at) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            final int value = open.read();
            open.seek(at);
            open.write(value ^ 4);
        }
    }

    @Test
    public void shouldFindFlippedBitsAnywhereInAMapOutput() throws IOException {
        for (final double place : new double[] {0, 0.01, 0.3, 0.6, 0.97, 1}) {
            survives(files -> flip(files.get(3), (long) (place * (Files.size(files.get(3)) - 1))), 4);
        }
    }

    @Test
    public void shouldFindFilesThatAreCutOff() throws IOException {
        for (final double place : new double[] {0, 0.5, 0.999}) {
            survives(files -> {
                try (RandomAccessFile open = new RandomAccessFile(files.get(2).toFile(), "rw")) {
                    open.setLength((long) (place * open.length()));
                }
            }, 4);
        }
    }

    @Test
    public void shouldMakeVanishedFilesAgain() throws IOException {
        survives(files -> Files.delete(files.get(5)), 4);
    }

    @Test
    public void shouldMakeTheFilesOfAWholeDirectoryAgain() throws IOException {
        survives(files -> {
            final Path gone = files.get(0).getParent();
            for (final Path file : files) {
                if (file.startsWith(gone)) {
                    Files.delete(file);
                }
            }
            Files.deleteIfExists(gone);
        }, 8);
    }

    @Test
    public void shouldNotTakeOneMapOutputForAnother() throws IOException {
        survives(files -> {
            final Path aside = files.get(1).resolveSibling("aside");
            Files.move(files.get(1), aside);
            Files.copy(files.get(6), files.get(1), StandardCopyOption.REPLACE_EXISTING);
            Files.move(aside, files.get(6), StandardCopyOption.REPLACE_EXISTING);
        }, 8);
    }

    @Test
    public void shouldNameAFileThatIsTooLargeForTheLimitOfItsProcess() throws Exception {
        final List<ProcessHandle> executors = Executors.running();
        for (final ProcessHandle executor : executors) {
            limitFiles(executor.pid(), "100000:unlimited");
        }
        try {
            CLUSTER.taskFailureOf(() -> heavy(CLUSTER.context()).count(), "File too large", "kindling.local.dir");
        } finally {
            for (final ProcessHandle executor : executors) {
                limitFiles(executor.pid(), "unlimited:unlimited");
            }
        }
        assertEquals(400, heavy(CLUSTER.context()).count());
    }

    private static void limitFiles(final long pid, final String limit) throws Exception {
        assumeTrue("prlimit is installed", Files.isExecutable(Path.of("/usr/bin/prlimit")));
        assertEquals(0, new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=" + limit).inheritIO().start().waitFor());
    }

    /** Some megabytes through a shuffle, which nothing compresses. */
    private static PairRdd<Integer, Integer> heavy(final KindlingContext context) {
        final List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            numbers.add(i);
        }
        final Rdd<Integer> data = context.parallelize(numbers, 4);
        return data.mapToPair(x -> {
            final byte[] noise = new byte[30_000];
            new java.util.Random(x).nextBytes(noise);
            return new Tuple2<>(x, noise);
        }).groupByKey(4).mapValues(all -> all.iterator().next().length);
    }

    @Test
    public void shouldUseTheOtherDiskWhenOneIsFullAndNameADiskThatIsFull() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.newFolder().toPath(), 2)) {
            assumeTrue("no file system can be mounted here", disk != null);
            final Path large = folder.newFolder().toPath();
            try (KindlingContext context = new KindlingContext(conf(disk.path() + "," + large))) {
                assertEquals(400, heavy(context).count());
            }
            try (KindlingContext context = new KindlingContext(conf(disk.path().toString()))) {
                CLUSTER.failureOf(() -> heavy(context).count(), "No space left on device", disk.path().toString(), "kindling.local.dir", "stage ", "partition ",
                        "executor ");
                assertEquals("there is room for the next job", 10, context.range(0, 1_000, 1, 2).mapToPair(x -> new Tuple2<>(x % 10, 1)).reduceByKey(Integer::sum).count());
            }
            assertEquals("nothing is left on the small disk", List.of(), FaultCluster.files(disk.path()));
            assertEquals("nor on the large one", List.of(), FaultCluster.files(large));
        }
    }

    @Test
    public void shouldNameADiskThatIsFullOfSpills() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.newFolder().toPath(), 2)) {
            assumeTrue("no file system can be mounted here", disk != null);
            try (KindlingContext context = new KindlingContext(conf(disk.path().toString()).set("kindling.memory.fraction", "0.05")
                    .set("kindling.executor.memory", "96m"))) {
                CLUSTER.failureOf(() -> context.range(0, 40_000, 1, 2).mapToPair(x -> {
                    final byte[] noise = new byte[1_000];
                    new java.util.Random(x).nextBytes(noise);
                    return new Tuple2<>(x, noise);
                }).repartitionAndSortWithinPartitions(new io.kindling.api.HashPartitioner(1)).count(), "No space left on device", disk.path().toString(),
                        "kindling.local.dir");
                assertEquals(100, context.range(0, 100, 1, 2).count());
            }
            assertEquals(List.of(), FaultCluster.files(disk.path()));
        }
    }

    private static KindlingConf conf(final String local) {
        return new KindlingConf(false).setMaster("local-cluster[1,1,1024]").setAppName("small disks").set("kindling.executor.memory", "256m")
                .set("kindling.local.dir", local);
    }

    @Test
    public void shouldSayThatAnInputFileHasChanged() throws Exception {
        final Path file = folder.newFile("input.txt").toPath();
        Files.writeString(file, "one\ntwo\nthree\n".repeat(100));
        final Rdd<String> lines = CLUSTER.context().textFile(file.toString(), 3);
        assertEquals(300, lines.count());
        Files.writeString(file, "1\n2\n3\n".repeat(90));
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 5_000));
        CLUSTER.failureOf(lines::count, "input.txt", "changed");
        Files.delete(file);
        CLUSTER.failureOf(lines::count, "input.txt");
        assertFalse(Files.exists(file));
    }
}
