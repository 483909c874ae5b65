package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.PairRdd;
import io.kindling.api.Tuple2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Map outputs of real executors that are damaged between two jobs which use them: the second has the same result. */
public class ShuffleFaultsIT {

    private static final int RECORDS = 60_000;

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static KindlingContext context;

    private PairRdd<Integer, Integer> sums;
    private Map<Integer, Integer> expected;

    @BeforeClass
    public static void start() {
        context = new KindlingContext(new KindlingConf().setMaster("local-cluster[2,1,1024]").setAppName("shuffle-faults")
                .set("kindling.local.dir", FOLDER.getRoot().toString()));
    }

    @AfterClass
    public static void stop() throws Exception {
        context.close();
        Await.until("files die with their application", 20, () -> all().isEmpty());
    }

    @Before
    public void runOnce() {
        sums = context.parallelize(IntStream.range(0, RECORDS).boxed().toList(), 6).mapToPair(i -> new Tuple2<>(i % 1_000, i)).reduceByKey(Integer::sum, 4);
        expected = new TreeMap<>(sums.collectAsMap());
        assertEquals(1_000, expected.size());
    }

    private static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER.getRoot().toPath())) {
            return files.filter(file -> file.getFileName().toString().startsWith("map-")).sorted(Comparator.comparing(Path::getFileName)).toList();
        } catch (final UncheckedIOException e) {
            return List.of(FOLDER.getRoot().toPath()); // being deleted just now
        }
    }

    /** Those of the newest shuffle. */
    private static List<Path> outputs() throws IOException {
        final int newest = all().stream().mapToInt(ShuffleFaultsIT::shuffle).max().orElse(-1);
        return all().stream().filter(file -> shuffle(file) == newest).toList();
    }

    private static int shuffle(final Path file) {
        return Integer.parseInt(file.getParent().getFileName().toString().substring("shuffle-".length()));
    }

    private void assertSame() {
        assertEquals(expected, new TreeMap<>(sums.collectAsMap()));
        assertEquals(expected, new TreeMap<>(sums.mapValues(sum -> sum).collectAsMap()));
    }

    @Test
    public void shouldSurviveAFlippedBit() throws IOException {
        assertEquals(6, outputs().size());
        final Path file = outputs().get(2);
        final byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 100] ^= 4;
        Files.write(file, bytes);
        assertSame();
    }

    @Test
    public void shouldSurviveACutFile() throws IOException {
        for (final Path file : outputs().subList(0, 2)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(Files.size(file) / 2);
            }
        }
        assertSame();
    }

    @Test
    public void shouldSurviveADeletedFile() throws IOException {
        final List<Path> files = outputs();
        Files.delete(files.get(0));
        Files.delete(files.get(5));
        assertSame();
    }

    @Test
    public void shouldSurviveFilesThatChangedPlaces() throws IOException {
        final List<Path> files = outputs();
        final Path first = files.get(0);
        final Path other = files.stream().filter(file -> !file.equals(first) && file.getParent().equals(first.getParent())).findFirst().orElseThrow();
        final Path aside = first.resolveSibling("aside");
        Files.move(first, aside);
        Files.move(other, first);
        Files.move(aside, other, StandardCopyOption.REPLACE_EXISTING);
        assertSame();
    }

    @Test
    public void shouldSurviveTheLossOfAllFilesOfAnExecutor() throws IOException {
        final Path lost = outputs().get(0).getParent();
        for (final Path file : outputs()) {
            if (file.getParent().equals(lost)) {
                Files.delete(file);
            }
        }
        assertTrue(Files.exists(lost));
        assertSame();
    }
}
