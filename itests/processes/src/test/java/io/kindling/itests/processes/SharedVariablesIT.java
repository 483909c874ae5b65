package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.kindling.api.Broadcast;
import io.kindling.api.CollectionAccumulator;
import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingFiles;
import io.kindling.api.LongAccumulator;
import io.kindling.api.NotSerializableClosureException;
import io.kindling.api.Rdd;
import io.kindling.api.StorageLevels;
import io.kindling.api.TaskContext;
import io.kindling.api.Tuple2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Broadcasts, accumulators, added files and what tasks may ask, in executors that are processes. */
public class SharedVariablesIT {

    private static KindlingContext context;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @BeforeClass
    public static void start() {
        context = new KindlingContext(new KindlingConf().setMaster("local-cluster[2,1,1024]").setAppName("shared")
                .set("kindling.task.maxFailures", "6"));
    }

    @AfterClass
    public static void stop() {
        context.close();
    }

    private static Rdd<Integer> numbers(final int count, final int partitions) {
        return context.parallelize(IntStream.range(0, count).boxed().toList(), partitions);
    }

    /** Tasks run in both executors at once; another test ends one. */
    private Meeting meeting() throws IOException {
        return new Meeting(folder.newFolder().getPath(), 2);
    }

    private static Set<Long> processes(final Rdd<Long> pids) {
        return new HashSet<>(pids.collect());
    }

    @Test
    public void shouldLetPythonProgramsFindPythonFilesOnEachExecutor() throws Exception {
        assumeTrue("Python 3 is installed", isThere("python3"));
        final Path module = Files.writeString(folder.newFile("doubling.py").toPath(), "def double(line):\n    return 2 * int(line)\n");
        final Path program = Files.writeString(folder.newFile("main.py").toPath(),
                "import sys\nfrom doubling import double\nfor line in sys.stdin:\n    print(double(line))\n");
        context.addPyFile(module.toString());
        final Meeting both = meeting();

        final List<String> doubled = numbers(4, 2).mapPartitions(partition -> {
            both.join();
            return partition;
        }).pipe(List.of("python3", program.toString())).collect();

        assertEquals(List.of("0", "2", "4", "6"), doubled);
    }

    private static boolean isThere(final String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (final IOException e) {
            return false;
        }
    }

    @Test
    public void shouldBringTwentyMegabytesToEachExecutor() throws IOException {
        final byte[] value = new byte[20 << 20];
        new Random(7).nextBytes(value);
        final int expected = Arrays.hashCode(value);
        final Broadcast<byte[]> broadcast = context.broadcast(value);
        final Set<Long> seen = processes(readers(broadcast, expected, meeting()));
        assertEquals(seen.toString(), 2, seen.size());
        assertTrue("tasks ran in other processes", !seen.contains(ProcessHandle.current().pid()));
        broadcast.unpersist(true);
        final Rdd<Long> again = readers(broadcast, expected, meeting());
        assertEquals(2, processes(again).size());
        broadcast.destroy(true);
        final String text = assertThrows(JobFailedException.class, again::collect).getMessage();
        assertTrue(text, text.contains("of broadcast at SharedVariablesIT.java") && text.contains("was destroyed by destroy at SharedVariablesIT.java"));
    }

    private static Rdd<Long> readers(final Broadcast<byte[]> broadcast, final int expected, final Meeting meeting) {
        return numbers(8, 8).map(number -> {
            if (Arrays.hashCode(broadcast.value()) != expected) {
                throw new IllegalStateException("other bytes came");
            }
            return meeting.join();
        });
    }

    @Test
    public void shouldCountEachPartitionOnceThoughAnAttemptFailsAndAnExecutorDies() {
        final LongAccumulator sum = context.longAccumulator("sum");
        final LongAccumulator attempts = context.longAccumulator("successes");
        final CollectionAccumulator<Integer> partitions = context.collectionAccumulator("partitions");
        final Path once = folder.getRoot().toPath().resolve("killed");
        final String marker = once.toString();
        final long count = numbers(1_000, 20).mapToPair(number -> new Tuple2<>(number % 40, number)).reduceByKey(Integer::sum, 20).mapPartitions(records -> {
            final TaskContext task = TaskContext.get();
            attempts.add(1);
            partitions.add(task.partitionId());
            long records0 = 0;
            while (records.hasNext()) {
                sum.add(records.next()._2);
                records0++;
            }
            if (task.partitionId() == 3 && task.attemptNumber() == 0) {
                throw new IllegalStateException("the first attempt fails after it has added");
            }
            if (task.partitionId() == 12 && Files.notExists(Path.of(marker))) {
                Files.createFile(Path.of(marker));
                Runtime.getRuntime().halt(137);
            }
            return List.of(records0).iterator();
        }).collect().stream().mapToLong(Long::longValue).sum();
        assertTrue("an executor died", Files.exists(once));
        assertEquals(40, count);
        assertEquals(499_500, (long) sum.value());
        assertEquals(40, sum.count());
        assertEquals(20, (long) attempts.value());
        assertEquals(IntStream.range(0, 20).boxed().toList(), partitions.value().stream().sorted().toList());
    }

    @Test
    public void shouldCountWhatIsCachedOnceThoughTheAttemptThatCachedItFails() {
        final LongAccumulator made = context.longAccumulator("made");
        final Rdd<Integer> cached = numbers(1_000, 10).map(number -> {
            made.add(1);
            return number;
        }).persist(StorageLevels.MEMORY_AND_DISK_2);
        final long count = cached.mapPartitions(records -> {
            long all = 0;
            while (records.hasNext()) {
                records.next();
                all++;
            }
            if (TaskContext.get().attemptNumber() == 0) {
                throw new IllegalStateException("the first attempt fails when all of its partition has been cached");
            }
            return List.of(all).iterator();
        }).collect().stream().mapToLong(Long::longValue).sum();
        assertEquals(1_000, count);
        assertEquals("as often as in the attempts that succeeded", 1_000, (long) made.value());

        assertEquals(499_500, (int) cached.reduce(Integer::sum));
        assertEquals("and then it is cached", 1_000, (long) made.value());
    }

    @Test
    public void shouldCallListenersWhateverBecomesOfTheTask() throws IOException {
        final String log = folder.newFolder("ends").toPath().toString();
        final Rdd<Integer> numbers = numbers(4, 4).mapPartitions(records -> {
            final TaskContext task = TaskContext.get();
            final String name = task.partitionId() + "-" + task.attemptNumber();
            task.addTaskCompletionListener(end -> touch(log, "end-" + name));
            task.addTaskFailureListener((end, error) -> touch(log, "failed-" + name));
            if (task.partitionId() == 1 && task.attemptNumber() == 0) {
                throw new IllegalStateException("the first attempt fails");
            }
            return records;
        });
        assertEquals(4, numbers.count());
        try (var files = Files.list(Path.of(log))) {
            assertEquals(Set.of("end-0-0", "end-1-0", "end-1-1", "end-2-0", "end-3-0", "failed-1-0"),
                    Set.copyOf(files.map(file -> file.getFileName().toString()).toList()));
        }
    }

    private static void touch(final String directory, final String name) {
        try {
            Files.createFile(Path.of(directory, name));
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    public void shouldFindAddedFilesOnEachExecutor() throws IOException {
        final Path file = folder.newFile("stop-words.txt").toPath();
        Files.writeString(file, "the\na\n");
        context.addFile(file.toString());
        final String here = KindlingFiles.get("stop-words.txt");
        final Meeting meeting = meeting();
        final List<Tuple2<Long, String>> found = numbers(8, 8).map(number -> {
            final Path there = Path.of(KindlingFiles.get("stop-words.txt"));
            return new Tuple2<>(meeting.join(), Files.readString(there) + there);
        }).collect();
        assertEquals(2, found.stream().map(Tuple2::_1).distinct().count());
        assertEquals(2, found.stream().map(Tuple2::_2).distinct().count());
        found.forEach(each -> {
            assertTrue(each._2, each._2.startsWith("the\na\n"));
            assertNotEquals("the\na\n" + here, each._2);
        });
    }

    @Test
    public void shouldTellTasksOfTheDriversThread() {
        context.setLocalProperty("owner", "me");
        try {
            assertEquals(List.of("me 0 3", "me 1 3", "me 2 3"), numbers(3, 3).map(number -> TaskContext.get().getLocalProperty("owner") + " "
                    + TaskContext.get().partitionId() + " " + TaskContext.get().numPartitions()).collect());
        } finally {
            context.setLocalProperty("owner", null);
        }
    }

    @Test
    public void shouldRefuseDataSetsInFunctions() {
        final Rdd<Integer> other = numbers(3, 1);
        final String text = assertThrows(NotSerializableClosureException.class, () -> numbers(3, 1).map(number -> other.count() * number)).getMessage();
        assertTrue(text, text.contains("a data set (captured by the lambda as argument 0) is not for tasks") && text.contains("join"));
    }
}
