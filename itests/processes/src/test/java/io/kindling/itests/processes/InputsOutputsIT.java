package io.kindling.itests.processes;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import io.kindling.api.compress.GzipCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Reading and writing files by executors that are processes. */
public class InputsOutputsIT {

    private static KindlingContext context;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @BeforeClass
    public static void start() {
        context = new KindlingContext(new KindlingConf().setMaster("local-cluster[2,1,1024]").setAppName("inputs-outputs")
                .set("kindling.shuffle.compress", "true").set("kindling.io.compression.codec", "zstd"));
    }

    @AfterClass
    public static void stop() {
        context.close();
    }

    private String path(final String name) {
        return folder.getRoot().toPath().resolve(name).toString();
    }

    private static Rdd<Integer> numbers(final int count, final int partitions) {
        return context.parallelize(IntStream.range(0, count).boxed().toList(), partitions);
    }

    @Test
    public void shouldReadWhatItHasWrittenInEveryCompression() {
        final List<String> lines = IntStream.range(0, 3_000).mapToObj(i -> "line " + i).toList();
        for (final String codec : List.of("", "gzip", "bzip2", "zstd", "lz4", "snappy", "lzf", "deflate")) {
            context.parallelize(lines, 3).saveAsTextFile(path("out-" + codec), codec);
            assertEquals(codec, lines, context.textFile(path("out-" + codec)).collect());
        }
        context.parallelize(lines, 2).saveAsTextFile(path("by-class"), GzipCodec.class);
        assertTrue(Files.exists(Path.of(path("by-class"), "part-00001.gz")));
        assertEquals(6_000, context.textFile(path("out-zstd") + "," + path("by-class")).count());
    }

    @Test
    public void shouldReadWholeFilesRecordsAndObjects() throws IOException {
        Files.writeString(Path.of(path("a.txt")), "text of a");
        Files.write(Path.of(path("b.bin")), new byte[] {1, 2, 3, 4, 5, 6});
        assertEquals(List.of("text of a"), context.wholeTextFiles(path("a.txt")).values().collect());
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, context.binaryFiles(path("b.bin")).mapValues(stream -> stream.toArray()).values().first());
        assertArrayEquals(new byte[] {3, 4}, context.binaryRecords(path("b.bin"), 2).collect().get(1));
        numbers(10_000, 4).mapToPair(i -> new Tuple2<>("key " + i % 10, i)).saveAsObjectFile(path("objects"));
        final Rdd<Tuple2<String, Integer>> back = context.objectFile(path("objects"));
        assertEquals(Map.of("key 3", 1_000L), back.filter(pair -> pair._1.equals("key 3")).mapToPair(pair -> pair).countByKey());
    }

    @Test
    public void shouldShuffleCompressed() {
        final Map<Integer, Integer> sums = numbers(200_000, 4).mapToPair(i -> new Tuple2<>(i % 100, 1)).reduceByKey(Integer::sum, 3).collectAsMap();
        assertEquals(100, sums.size());
        assertTrue(sums.values().stream().allMatch(sum -> sum == 2_000));
        assertEquals(IntStream.range(0, 50_000).boxed().toList(), numbers(50_000, 3).sortBy(i -> i, true, 2).collect());
    }

    @Test
    public void shouldPipeAndEndTheProgramWithItsTask() throws Exception {
        assertEquals(List.of("0", "1", "2", "3"), numbers(4, 2).pipe("cat").collect());
        final JobFailedException failed = assertThrows(JobFailedException.class, () -> numbers(4, 2).pipe(List.of("sh", "-c", "echo why >&2; exit 3")).count());
        assertTrue(failed.getMessage(), failed.getMessage().contains("exit code 3") && failed.getMessage().contains("why"));
        final String marker = "86399.75";
        assertEquals(List.of("first"), numbers(4, 1).pipe(List.of("sh", "-c", "echo first; exec sleep " + marker)).take(1));
        Await.until("the program has ended", 20, () -> ProcessHandle.allProcesses().noneMatch(process -> process.info().commandLine().orElse("").contains(marker)));
    }

    @Test
    public void shouldFailRatherThanMixStatesOfAFile() throws IOException {
        final Path input = Files.writeString(Path.of(path("input.txt")), "a\nb\n");
        final Rdd<String> lines = context.textFile(input.toString());
        assertEquals(2, lines.count());
        Files.writeString(input, "c\n", StandardOpenOption.APPEND);
        assertTrue(assertThrows(JobFailedException.class, lines::count).getMessage().contains("has changed"));
        Files.delete(input);
        assertTrue(assertThrows(JobFailedException.class, lines::count).getMessage().contains("missing"));
    }

    @Test
    public void shouldLeaveNothingOfOutputsThatFail() throws IOException {
        assertThrows(JobFailedException.class, () -> numbers(100, 4).map(i -> 1 / (i - 77)).saveAsObjectFile(path("failed")));
        assertFalse(Files.exists(Path.of(path("failed"))));
        assertEquals(0, folder.getRoot().list().length);
    }

    @Test
    public void shouldDoNothingWithNothing() {
        final Rdd<Integer> none = context.emptyRDD();
        assertEquals(0, none.count());
        assertEquals(Map.of(), none.mapToPair(i -> new Tuple2<>(i, i)).reduceByKey(Integer::sum).collectAsMap());
        none.saveAsTextFile(path("none"));
        assertEquals(0, context.textFile(path("none")).getNumPartitions());
        assertEquals(List.of(5), none.union(context.parallelize(List.of(5), 1)).repartition(3).collect());
    }
}
