package io.kindling.driver;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.PairRdd;
import io.kindling.api.Rdd;
import io.kindling.api.Tuple2;
import io.kindling.api.compress.BZip2Codec;
import io.kindling.api.compress.CompressionCodec;
import io.kindling.api.compress.DefaultCodec;
import io.kindling.api.compress.GzipCodec;
import io.kindling.api.compress.Lz4Codec;
import io.kindling.api.compress.SnappyCodec;
import io.kindling.api.compress.ZStandardCodec;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Inputs and outputs through real plans, the real scheduler, real messages and real stage programs. */
public class DataInputsTest {

    private static final TestDriver DRIVER = new TestDriver(2);
    private static KindlingContext context;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @BeforeClass
    public static void openContext() {
        context = DRIVER.running();
    }

    @AfterClass
    public static void closeContext() {
        DRIVER.close();
    }

    private Path file(final String name, final String text) throws IOException {
        return Files.writeString(folder.getRoot().toPath().toRealPath().resolve(name), text);
    }

    private String out(final String name) {
        return folder.getRoot().toPath().resolve(name).toString();
    }

    private static List<String> names(final String directory) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(directory))) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    public void shouldHaveDataSetsWithoutPartitions() throws IOException {
        final Rdd<Integer> none = context.emptyRDD();

        assertEquals(0, none.getNumPartitions());
        assertEquals(List.of(), none.collect());
        assertEquals(0, none.count());
        assertTrue(none.isEmpty());
        assertEquals(List.of(), none.take(3));
        assertEquals(Integer.valueOf(0), none.fold(0, Integer::sum));
        assertThrows(KindlingException.class, () -> none.reduce(Integer::sum));
        assertEquals(Integer.valueOf(0), none.treeAggregate(0, Integer::sum, Integer::sum));
        assertEquals(Integer.valueOf(0), none.treeAggregate(0, Integer::sum, Integer::sum, 2, true));
        assertEquals(Map.of(), none.mapToPair(x -> new Tuple2<>(x, x)).reduceByKey(Integer::sum).collectAsMap());
        assertEquals(List.of(), none.distinct().collect());
        assertEquals(List.of(), none.subtract(none).collect());
        assertEquals(List.of(), none.mapToPair(x -> new Tuple2<>(x, x)).subtractByKey(none.mapToPair(x -> new Tuple2<>(x, x))).collect());
        assertEquals(List.of(), none.mapToDouble(x -> x).subtract(none.mapToDouble(x -> x)).collect());
        assertEquals(List.of(), none.map(x -> x + 1).repartition(3).collect());
        assertEquals(List.of(), none.sortBy(x -> x, true, 2).collect());
        assertEquals(List.of(1), none.union(context.parallelize(List.of(1), 1)).collect());
        assertEquals(List.of(), none.zipWithIndex().collect());
        none.foreach(x -> {
            throw new AssertionError();
        });
        none.saveAsTextFile(out("none"));
        assertEquals(List.of("_SUCCESS"), names(out("none")));
        assertEquals(List.of(), context.textFile(out("none")).collect());
    }

    @Test
    public void shouldUniteAnyNumberOfDataSetsAndMakeNumbers() {
        final Rdd<Integer> a = context.parallelize(List.of(1, 2), 2);
        final Rdd<Integer> b = context.parallelize(List.of(3), 1);
        assertEquals(List.of(1, 2, 3, 1, 2), context.union(a, b, a).collect());
        assertEquals(List.of(3), context.union(b).collect());
        final PairRdd<Integer, Integer> pairs = a.mapToPair(x -> new Tuple2<>(x, x));
        assertEquals(Map.of(1, 2, 2, 4), context.union(pairs, pairs).reduceByKey(Integer::sum).collectAsMap());
        assertEquals(6.5, context.union(context.parallelizeDoubles(List.of(1.5, 2.0)), context.parallelizeDoubles(List.of(3.0), 1)).sum(), 0);
    }

    @Test
    public void shouldReadWholeFiles() throws IOException {
        final Path a = file("a.txt", "one\ntwo");
        final Path b = file("b.txt", "");
        final Map<String, String> expected = Map.of("file:" + a, "one\ntwo", "file:" + b, "");

        assertEquals(expected, context.wholeTextFiles(out("*.txt")).collectAsMap());
        assertEquals(List.of("one", "two"), context.textFile(a + "," + b, 1).collect());
        assertEquals(Map.of("file:" + a, 7L, "file:" + b, 0L), context.binaryFiles(out("*.txt"), 5).mapValues(stream -> {
            assertTrue(stream.getPath().startsWith("file:/"));
            try (DataInputStream in = stream.open()) {
                assertArrayEquals(stream.toArray(), in.readAllBytes());
            }
            return (long) stream.toArray().length;
        }).collectAsMap());
    }

    @Test
    public void shouldReadRecordsOfOneLength() throws IOException {
        final byte[] bytes = new byte[3_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i / 10);
        }
        Files.write(Path.of(out("records")), bytes);

        final List<byte[]> records = context.binaryRecords(out("records"), 10).collect();

        assertEquals(300, records.size());
        assertArrayEquals(Arrays.copyOfRange(bytes, 70, 80), records.get(7));
        assertThrows(KindlingException.class, () -> context.binaryRecords(out("records"), 7));
    }

    @Test
    public void shouldSaveAndReadObjects() throws IOException {
        final List<Object> records = new ArrayList<>(List.of("text", 5, 7L, new Tuple2<>("k", List.of(1.5)), new int[0].length));
        records.addAll(IntStream.range(0, 50_000).boxed().toList());
        records.add(null);
        context.parallelize(records, 3).saveAsObjectFile(out("objects"));

        assertEquals(List.of("_SUCCESS", "part-00000", "part-00001", "part-00002"), names(out("objects")));
        assertEquals(records, context.objectFile(out("objects")).collect());
    }

    @Test
    public void shouldRefuseDamagedAndForeignObjectFiles() throws IOException {
        context.parallelize(List.of("a", "b", "c"), 1).saveAsObjectFile(out("objects"));
        final Path part = Path.of(out("objects"), "part-00000");
        final byte[] whole = Files.readAllBytes(part);
        for (int cut = 0; cut < whole.length; cut += 5) {
            Files.write(part, Arrays.copyOf(whole, cut));
            final Rdd<String> objects = context.objectFile(out("objects"));
            assertThrows("cut at " + cut, JobFailedException.class, objects::collect);
        }
        whole[whole.length - 14] ^= 8;
        Files.write(part, whole);
        final JobFailedException damaged = assertThrows(JobFailedException.class, () -> context.objectFile(out("objects")).collect());
        assertTrue(damaged.getMessage(), damaged.getMessage().contains("checksum") && damaged.getMessage().contains(part.toString()));
        final Path text = file("text", "just some text of more than eight bytes");
        assertTrue(assertThrows(JobFailedException.class, () -> context.objectFile(text.toString()).collect()).getMessage().contains("saveAsObjectFile"));
    }

    @Test
    public void shouldWriteAndReadEveryCompression() throws IOException {
        final List<String> lines = IntStream.range(0, 5_000).mapToObj(i -> "line " + i % 100).toList();
        final Map<Class<? extends CompressionCodec>, String> endings = Map.of(GzipCodec.class, ".gz", BZip2Codec.class, ".bz2", ZStandardCodec.class, ".zst",
                Lz4Codec.class, ".lz4", SnappyCodec.class, ".sz", DefaultCodec.class, ".deflate");
        endings.forEach((codec, ending) -> {
            final String directory = out("saved" + ending);
            context.parallelize(lines, 2).saveAsTextFile(directory, codec);
            try {
                assertEquals(List.of("_SUCCESS", "part-00000" + ending, "part-00001" + ending), names(directory));
                assertTrue(Files.size(Path.of(directory, "part-00000" + ending)) < 10_000);
            } catch (final IOException e) {
                throw new AssertionError(e);
            }
            assertEquals(2, context.textFile(directory, 10).getNumPartitions());
            assertEquals(lines, context.textFile(directory).collect());
            assertEquals(2, context.wholeTextFiles(directory).values().filter(text -> text.startsWith("line ")).count());
        });
        context.parallelize(lines, 1).saveAsTextFile(out("named"), "zstd");
        assertEquals(lines, context.textFile(out("named")).collect());
        assertThrows(IllegalArgumentException.class, () -> context.parallelize(lines, 1).saveAsTextFile(out("no"), "rar"));
        assertFalse(Files.exists(Path.of(out("no"))));
    }

    @Test
    public void shouldFailAtCorruptAndMissingFilesUnlessTold() throws IOException {
        context.parallelize(IntStream.range(0, 50_000).boxed().toList(), 1).saveAsTextFile(out("zipped"), GzipCodec.class);
        final Path part = Path.of(out("zipped"), "part-00000.gz");
        final byte[] whole = Files.readAllBytes(part);
        Files.write(part, Arrays.copyOf(whole, whole.length / 2));
        final Path gone = file("gone.txt", "x\n");
        final Path there = file("there.txt", "y\n");

        assertTrue(assertThrows(JobFailedException.class, () -> context.textFile(part.toString()).count()).getMessage().contains(part.toString()));
        final Rdd<String> both = context.textFile(gone + "," + there, 1);
        Files.delete(gone);
        assertTrue(assertThrows(JobFailedException.class, both::count).getMessage().contains("missing"));

        try (TestDriver tolerant = new TestDriver(1).with("kindling.files.ignoreCorruptFiles", "true").with("kindling.files.ignoreMissingFiles", "true")) {
            final KindlingContext lenient = tolerant.running();
            final long some = lenient.textFile(part.toString()).count();
            assertTrue("" + some, some > 1_000 && some < 50_000);
            file("gone.txt", "x\n");
            final Rdd<String> again = lenient.textFile(gone + "," + there, 1);
            Files.delete(gone);
            assertEquals(List.of("y"), again.collect());
        }
    }

    @Test
    public void shouldNeverMixTwoStatesOfAFile() throws IOException {
        final Path input = file("input.txt", "a\nb\nc\n");
        final Rdd<String> lines = context.textFile(input.toString(), 1);
        assertEquals(3, lines.count());
        Files.writeString(input, "d\n", StandardOpenOption.APPEND);

        assertTrue(assertThrows(JobFailedException.class, lines::count).getMessage().contains("has changed since the job was planned"));
        assertEquals(4, context.textFile(input.toString(), 1).count());

        final String path = input.toString();
        final Rdd<String> whileRead = context.textFile(path, 1).map(line -> {
            Files.setLastModifiedTime(Path.of(path), FileTime.fromMillis(5_000));
            return line;
        });
        assertTrue(assertThrows(JobFailedException.class, whileRead::count).getMessage().contains("has changed"));
        final Rdd<Tuple2<String, Integer>> binary = context.binaryFiles(path).mapValues(stream -> stream.toArray().length).map(pair -> pair);
        Files.setLastModifiedTime(input, FileTime.fromMillis(9_000));
        assertTrue(assertThrows(JobFailedException.class, binary::collect).getMessage().contains("has changed"));
    }

    @Test
    public void shouldPipePartitionsThroughPrograms() {
        final Rdd<Integer> numbers = context.parallelize(IntStream.range(0, 100_000).boxed().toList(), 2);

        assertEquals(IntStream.range(0, 100_000).mapToObj(String::valueOf).toList(), numbers.pipe("cat").collect());
        assertEquals(List.of("50000", "50000"), numbers.pipe(List.of("wc", "-l")).map(String::strip).collect());
        assertEquals(List.of("0", "50000"), numbers.pipe("head -n 1").collect());
        assertEquals(List.of("0"), numbers.pipe("cat").take(1));
        assertEquals(List.of("wörld"), context.parallelize(List.of("x"), 1).pipe(List.of("sh", "-c", "echo $HELLO"), Map.of("HELLO", "wörld")).collect());
        assertEquals(List.of("ü"), context.parallelize(List.of("ü"), 1).pipe(List.of("cat"), Map.of(), true, 1, "ISO-8859-1").collect());
        final List<String> directories = context.parallelize(List.of(1, 2), 2).pipe(List.of("sh", "-c", "touch x; pwd"), Map.of(), true, 100).collect();
        assertEquals(2, directories.stream().distinct().count());
        assertTrue(directories.toString(), directories.stream().noneMatch(directory -> Files.exists(Path.of(directory))));
        assertEquals(List.of(), context.<String>emptyRDD().pipe("cat").collect());
    }

    @Test
    public void shouldTellWhyAProgramFailed() {
        final Rdd<Integer> numbers = context.parallelize(Collections.nCopies(10, 1), 1);

        final String failed = assertThrows(JobFailedException.class, () -> numbers.pipe(List.of("sh", "-c", "cat >/dev/null; echo nonsense >&2; exit 7")).count())
                .getMessage();
        assertTrue(failed, failed.contains("exit code 7") && failed.contains("nonsense"));
        assertTrue(assertThrows(JobFailedException.class, () -> numbers.pipe("no-such-program-here").count()).getMessage().contains("no-such-program-here"));
        assertTrue(assertThrows(JobFailedException.class, () -> numbers.map(x -> 1 / (x - 1)).pipe("cat").count()).getMessage().contains("by zero"));
        assertThrows(IllegalArgumentException.class, () -> numbers.pipe("  "));
    }

    @Test
    public void shouldCutTextAnywhere() throws IOException {
        final Map<Integer, String> lines = new TreeMap<>();
        IntStream.range(0, 500).forEach(i -> lines.put(i, "x".repeat(i % 37) + "é" + i));
        final Path input = file("cut.txt", String.join("\n", lines.values()));

        for (final int partitions : new int[] {1, 2, 7, 50, 499}) {
            assertEquals(List.copyOf(lines.values()), context.textFile(input.toString(), partitions).collect());
        }
        assertEquals(new String(Files.readAllBytes(input), StandardCharsets.UTF_8), context.wholeTextFiles(input.toString()).values().first());
    }
}
