package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.api.Broadcast;
import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.Rdd;
import io.kindling.api.StorageLevels;
import io.kindling.api.Tuple2;
import io.kindling.common.files.DataFiles;
import io.kindling.common.files.DataKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** What is on the disks of real executors while an application lives whose records all have a text in them. */
public class EncryptionIT {

    private static final String MARKER = "MARKER-IN-THE-CLEAR";
    private static final String PADDING = "x".repeat(60);
    private static final int RECORDS = 600_000;
    private static final int LOOKS = 60;
    /** Kept blocks, spills of tasks, map outputs, broadcasts: others come and go too fast to be seen every time. */
    private static final Set<String> KINDS = Set.of("rdd", "spill", "map", "content");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    @Rule
    public final Timeout limit = Timeout.seconds(400);

    private KindlingContext open(final boolean encrypted) {
        return new KindlingContext(new KindlingConf().setMaster("local-cluster[2,1,160]").setAppName("encryption")
                .set("kindling.executor.memory", "160m").set("kindling.local.dir", folder.getRoot().toString())
                .set("kindling.io.encryption.enabled", Boolean.toString(encrypted)).set("kindling.broadcast.compress", "false")
                .set("kindling.task.maxDirectResultSize", "1k"));
    }

    private static String record(final long number) {
        return MARKER + number + PADDING;
    }

    /** Uses everything that writes to disks; the results. */
    private static List<Object> work(final KindlingContext context, final DiskScan scan) {
        final Rdd<String> texts = context.range(0, RECORDS, 1, 4).map(EncryptionIT::record);
        final Rdd<String> onDisk = texts.filter(text -> text.hashCode() % 4 == 0).persist(StorageLevels.DISK_ONLY);
        final Rdd<String> evicted = texts.persist(StorageLevels.MEMORY_AND_DISK_SER);
        final Broadcast<String> broadcast = context.broadcast(record(1).repeat(100_000));
        final List<Object> results = new ArrayList<>();
        results.add(onDisk.count());
        results.add(evicted.map(text -> (long) text.hashCode()).reduce(Long::sum));
        results.add(context.range(0, 4, 1, 4).map(number -> broadcast.value().length() + number).reduce(Long::sum));
        for (int i = 0; i < LOOKS && !scan.kinds().containsAll(KINDS); i++) {
            results.subList(Math.min(3, results.size()), results.size()).clear();
            results.add(evicted.mapToPair(text -> new Tuple2<>(text.hashCode(), text)).sortByKey(true, 2).values().map(String::length)
                    .reduce((one, other) -> (31 * one + other) % 1_000_003));
            results.add(evicted.mapToPair(text -> new Tuple2<>(text.hashCode() % 10, text)).groupByKey(2).mapValues(EncryptionIT::sum).values()
                    .reduce(Long::sum));
            results.add(onDisk.collect().stream().mapToLong(String::hashCode).sum());
        }
        return results;
    }

    private static long sum(final Iterable<String> texts) {
        long sum = 0;
        for (final Iterator<String> all = texts.iterator(); all.hasNext();) {
            sum += all.next().hashCode();
        }
        return sum;
    }

    private DiskScan scan() {
        return new DiskScan(folder.getRoot().toPath(), MARKER);
    }

    @Test
    public void shouldShowNothingOfTheDataOnAnyDiskWhileTheApplicationLives() throws Exception {
        final List<Object> expected;
        try (DiskScan scan = scan(); KindlingContext context = open(false)) {
            expected = work(context, scan);
            assertEquals("what the scan can find", KINDS, common(scan.found()));
        }
        try (DiskScan scan = scan(); KindlingContext context = open(true)) {
            assertEquals(expected, work(context, scan));
            assertEquals("what there was", KINDS, common(scan.kinds()));
            assertEquals("the kinds of files that have the text in them", Set.of(), scan.found());
            shouldFindTheKeyNowhere();
        }
    }

    private static Set<String> common(final Set<String> kinds) {
        final Set<String> common = new TreeSet<>(kinds);
        common.retainAll(KINDS);
        return Set.copyOf(common);
    }

    private void shouldFindTheKeyNowhere() throws IOException {
        final Path mine = folder.newFile("mine").toPath();
        final DataKey known = DataKey.random(256);
        try (OutputStream out = known.over(DataFiles.PLAIN).output(mine)) {
            out.write(1);
        }
        assertEquals("keys are found", 1, LeakedKeys.in("key=" + HexFormat.of().formatHex(known.bytes()) + "\n", mine).size());
        final Path sealed;
        try (Stream<Path> files = Files.walk(folder.getRoot().toPath())) {
            sealed = files.filter(file -> file.getFileName().toString().startsWith("rdd_")).findFirst().orElseThrow();
        }
        final List<ProcessHandle> processes = ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList();
        assertTrue("a master, workers and two executors: " + processes, processes.size() >= 5);
        for (final ProcessHandle process : processes) {
            final Path proc = Path.of("/proc/" + process.pid());
            for (final String where : List.of("cmdline", "environ")) {
                assertEquals(List.of(), LeakedKeys.in(Files.readString(proc.resolve(where), StandardCharsets.ISO_8859_1), sealed));
            }
            final Path directory = proc.resolve("cwd").toRealPath();
            assertTrue(directory.toString(), directory.getNameCount() > 1);
            for (final Path log : logs(directory)) {
                assertEquals(log.toString(), List.of(), LeakedKeys.in(Files.readString(log, StandardCharsets.ISO_8859_1), sealed));
            }
        }
    }

    /** What a process writes is in its working directory, or beside it. */
    private static List<Path> logs(final Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.filter(file -> Files.isRegularFile(file) && file.getFileName().toString().matches("std(out|err)|.*\\.(log|txt|out|err)")).toList();
        }
    }
}
