package io.kindling.itests.faults;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.api.PairRdd;
import io.kindling.api.Tuple2;
import io.kindling.itests.kit.Await;
import io.kindling.itests.kit.Executors;
import io.kindling.itests.kit.FaultCluster;
import io.kindling.itests.kit.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

/** Map outputs outlive the executors that wrote them, on two workers with a place each; without the service they do not. */
public class ShuffleServiceIT {

    private static final int MAPS = 8;
    private static final int KEYS = 5;
    private static final String PLACE = "-Dkindling.executor.outputs=";

    @ClassRule
    public static final FaultCluster CLUSTER = withService();

    @Rule
    public final Timeout limit = new Timeout(150, TimeUnit.SECONDS);

    private Tally tally;
    private PairRdd<Long, Long> counted;

    @Before
    public void shuffle() throws Exception {
        Await.until("two executors run", 30, () -> Executors.running().size() == 2);
        tally = new Tally(CLUSTER.newFolder());
        counted = shuffled(CLUSTER, tally);
    }

    private static FaultCluster withService() {
        return new FaultCluster("local-cluster[2,1,1024]", "kindling.shuffle.service.enabled", "true");
    }

    /** Data behind a shuffle that both executors have written, and that has been read once. */
    private static PairRdd<Long, Long> shuffled(final FaultCluster cluster, final Tally marks) {
        final PairRdd<Long, Long> data = counted(cluster, marks);
        assertEquals(expected(), new HashMap<>(data.collectAsMap()));
        assertEquals(MAPS, marks.count("map"));
        assertEquals("both have written some", 2, marks.pids("map").size());
        return data;
    }

    /** Runs a step on an application of its own beside the other one. */
    private static void applied(final FaultCluster own, final Step step) throws Throwable {
        final List<ProcessHandle> others = Executors.running();
        own.apply(new Statement() {
            @Override
            public void evaluate() throws Throwable {
                Await.until("two executors run", 30, () -> except(others).size() == 2);
                step.run(others);
            }
        }, Description.EMPTY).evaluate();
    }

    private interface Step {

        /** @param others executors of the other application */
        void run(List<ProcessHandle> others) throws Exception;
    }

    private static List<ProcessHandle> except(final List<ProcessHandle> others) {
        return Executors.running().stream().filter(executor -> !others.contains(executor)).toList();
    }

    private static PairRdd<Long, Long> counted(final FaultCluster cluster, final Tally marks) {
        return cluster.context().range(0, 800, 1, MAPS).mapPartitions(records -> {
            if (marks.mark("map") <= 2) {
                Await.until("both executors are at work", 30, () -> marks.pids("map").size() == 2);
            }
            return records;
        }).mapToPair(x -> new Tuple2<>(x % KEYS, x)).reduceByKey(Long::sum, 4);
    }

    private static Map<Long, Long> expected() {
        final Map<Long, Long> sums = new HashMap<>();
        for (long x = 0; x < 800; x++) {
            sums.merge(x % KEYS, x, Long::sum);
        }
        return sums;
    }

    /** Kills all with signal 9 and waits until others are there. */
    private static void killAll(final List<ProcessHandle> others) throws IOException {
        final List<ProcessHandle> killed = except(others);
        killed.forEach(ProcessHandle::destroyForcibly);
        Await.until("others have come", 60, () -> killed.stream().noneMatch(ProcessHandle::isAlive) && except(others).size() == 2);
    }

    /** Where executors leave map outputs. */
    private static List<Path> places(final List<ProcessHandle> executors) {
        return executors.stream().flatMap(executor -> {
            try {
                return Stream.of(Files.readString(Path.of("/proc/" + executor.pid() + "/cmdline")).split("\0"));
            } catch (final IOException e) {
                return Stream.empty(); // it has ended meanwhile
            }
        }).filter(argument -> argument.startsWith(PLACE)).map(argument -> Path.of(argument.substring(PLACE.length()))).distinct().toList();
    }

    private static List<Path> outputs(final List<ProcessHandle> executors) {
        return places(executors).stream().flatMap(place -> FaultCluster.files(place).stream()).sorted().toList();
    }

    @Test
    public void shouldMakeNothingAgainWhenAllExecutorsAreKilled() throws Exception {
        for (int i = 0; i < 2; i++) {
            killAll(List.of());
            assertEquals(expected(), new HashMap<>(counted.collectAsMap()));
            assertEquals("map tasks after kill " + (i + 1), MAPS, tally.count("map"));
        }
    }

    /** What the other tests are worth. */
    @Test
    public void shouldMakeAllAgainWithoutTheService() throws Throwable {
        final FaultCluster without = new FaultCluster("local-cluster[2,1,1024]");
        final Tally marks = new Tally(CLUSTER.newFolder());
        applied(without, others -> {
            final PairRdd<Long, Long> again = shuffled(without, marks);
            except(others).forEach(ProcessHandle::destroyForcibly);
            assertEquals(expected(), new HashMap<>(again.collectAsMap()));
            assertEquals(2 * MAPS, marks.count("map"));
        });
    }

    @Test
    public void shouldMakeNothingAgainWhenAllExecutorsAreReleasedAndOthersCome() throws Exception {
        for (final ProcessHandle executor : Executors.running()) {
            CLUSTER.context().killExecutor(number(executor));
        }
        Await.until("none runs", 30, () -> Executors.running().isEmpty());
        CLUSTER.context().requestTotalExecutors(2);

        assertEquals(expected(), new HashMap<>(counted.collectAsMap()));
        assertEquals(MAPS, tally.count("map"));
    }

    /** A worker runs each executor in a directory that is called after its number. */
    private static int number(final ProcessHandle executor) throws IOException {
        return Integer.parseInt(Files.readSymbolicLink(Path.of("/proc/" + executor.pid() + "/cwd")).getFileName().toString());
    }

    /** Its readers have been told of an executor that is gone in the middle of the stage. */
    @Test
    public void shouldMakeNothingAgainWhenExecutorsAreKilledWhileTheyAreReadFrom() throws Exception {
        final Tally marks = tally;
        final CompletableFuture<Map<Long, Long>> result = CompletableFuture.supplyAsync(() -> counted.mapPartitionsToPair(records -> {
            marks.meet("read");
            return records;
        }).collectAsMap());
        Await.until("both executors read", 60, () -> tally.pids("read").size() == 2);
        killAll(List.of());
        tally.go("read");

        assertEquals(expected(), new HashMap<>(result.get(100, TimeUnit.SECONDS)));
        assertEquals(MAPS, tally.count("map"));
    }

    /** What cannot be read is made again, and nothing else. */
    @Test
    public void shouldMakeAgainWhatIsDamagedOrGone() throws Exception {
        final List<Path> outputs = outputs(Executors.running());
        final String shuffle = outputs.stream().map(file -> file.getParent().getFileName().toString())
                .max(Comparator.comparingInt(folder -> Integer.parseInt(folder.substring("shuffle-".length())))).orElseThrow();
        final List<Path> wanted = outputs.stream().filter(file -> file.getParent().getFileName().toString().equals(shuffle)).toList();
        assertEquals(MAPS, wanted.size());
        Files.delete(wanted.get(0));
        final byte[] bytes = Files.readAllBytes(wanted.get(MAPS - 1));
        bytes[bytes.length - 1] ^= 1;
        Files.write(wanted.get(MAPS - 1), bytes);
        killAll(List.of());

        assertEquals(expected(), new HashMap<>(counted.collectAsMap()));
        assertEquals(MAPS + 2, tally.count("map"));
    }

    @Test
    public void shouldLeaveNothingAfterTheApplication() throws Throwable {
        final FaultCluster own = withService();
        final Tally marks = new Tally(CLUSTER.newFolder());
        applied(own, others -> {
            final PairRdd<Long, Long> data = shuffled(own, marks);
            final List<Path> places = places(except(others));
            assertEquals("a place for each worker", 2, places.size());
            assertTrue(outputs(except(others)).size() >= MAPS);
            killAll(others);
            assertEquals(expected(), new HashMap<>(data.collectAsMap()));
            own.close();

            Await.until("the outputs are gone", 20, () -> places.stream().noneMatch(Files::exists));
        });
    }
}
