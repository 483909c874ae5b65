package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** One application on a standalone cluster, undisturbed and with processes killed at chosen moments: the counts stay right. */
public class SubmitFaultsIT {

    private final TemporaryFolder folder = new TemporaryFolder();
    private final StandaloneCluster cluster = new StandaloneCluster(folder);

    @Rule
    public final RuleChain rules = RuleChain.outerRule(folder).around(cluster);

    private final Map<String, Integer> expected = new TreeMap<>();
    private Kindling kindling;
    private Path text;
    private Path markers;
    private Path out;

    @Before
    public void makeText() throws IOException {
        final Path root = folder.getRoot().toPath();
        kindling = new Kindling(root);
        markers = folder.newFolder("markers").toPath();
        out = root.resolve("counts");
        text = root.resolve("text.txt");
        final Random random = new Random(11);
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            final String word = "w" + (int) Math.abs(random.nextGaussian() * 300);
            expected.merge(word, 1, Integer::sum);
            lines.append(word).append(i % 10 == 9 ? '\n' : ' ');
        }
        Files.writeString(text, lines);
    }

    @Test
    public void shouldCountRight() throws Exception {
        go("map");
        go("reduce");

        final Kindling.Outcome outcome = kindling.run(arguments());

        assertEquals(outcome.toString(), 0, outcome.exitCode());
        assertEquals(expected, counts());
        assertTrue(Files.exists(out.resolve("_SUCCESS")));
    }

    @Test
    public void shouldCountRightWhenAnExecutorIsKilledInTheMapStage() throws Exception {
        killOneExecutorIn("map", "reduce");
    }

    @Test
    public void shouldCountRightWhenAnExecutorIsKilledInTheReduceStage() throws Exception {
        go("map");
        killOneExecutorIn("reduce", null);
    }

    @Test
    public void shouldEndTheExecutorsOfAKilledDriverAndServeTheNext() throws Exception {
        try (Kindling.Call call = kindling.start(arguments())) {
            Await.until("both executors are in the map stage", 60, () -> pids("map").size() == 2);
            final List<Long> executors = pids("map");
            kill(pids("driver").get(0));
            Await.until("the executors are gone", 10, () -> executors.stream().noneMatch(SubmitFaultsIT::isAlive));
        }
        assertFalse("no half output", Files.exists(out));
        try (Stream<Path> left = Files.list(markers)) {
            for (final Path marker : left.toList()) {
                Files.delete(marker);
            }
        }
        shouldCountRight();
    }

    private void killOneExecutorIn(final String stage, final String next) throws Exception {
        try (Kindling.Call call = kindling.start(arguments())) {
            Await.until("both executors are in the " + stage + " stage", 60, () -> pids(stage).size() == 2);
            kill(pids(stage).get(0));
            go(stage);
            if (next != null) {
                go(next);
            }
            final Kindling.Outcome outcome = call.await();
            assertEquals(outcome.toString(), 0, outcome.exitCode());
            assertEquals(expected, counts());
        }
    }

    private String[] arguments() throws IOException {
        return cluster.submit("--class", "io.kindling.itests.app.StagedWordCount",
                ApplicationJar.make(folder.getRoot().toPath(), "1").toString(), text.toString(), out.toString(), markers.toString());
    }

    private void go(final String stage) throws IOException {
        Files.writeString(markers.resolve(stage + ".go"), "");
    }

    private List<Long> pids(final String stage) throws IOException {
        try (Stream<Path> files = Files.list(markers)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith(stage + "-"))
                    .map(name -> Long.valueOf(name.substring(stage.length() + 1))).sorted().toList();
        }
    }

    private Map<String, Integer> counts() throws IOException {
        final Map<String, Integer> counts = new TreeMap<>();
        try (Stream<Path> files = Files.list(out)) {
            for (final Path file : files.filter(path -> path.getFileName().toString().startsWith("part-")).toList()) {
                for (final String line : Files.readAllLines(file)) {
                    final int comma = line.lastIndexOf(',');
                    counts.put(line.substring(1, comma), Integer.valueOf(line.substring(comma + 1, line.length() - 1)));
                }
            }
        }
        return counts;
    }

    private static void kill(final long pid) {
        assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
    }

    private static boolean isAlive(final long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
