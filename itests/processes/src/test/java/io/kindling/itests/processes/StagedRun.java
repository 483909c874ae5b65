package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One run of {@code StagedWordCount}: its text, what is in it, the meeting point with its tasks, its output. */
final class StagedRun {

    private static final int WORDS = 20_000;

    private final Map<String, Integer> expected = new TreeMap<>();
    private final Path root;
    private final Path text;
    private final Path markers;
    private final Path out;

    StagedRun(final Path root) throws IOException {
        this.root = root;
        markers = Files.createDirectory(root.resolve("markers"));
        out = root.resolve("counts");
        final Random random = new Random(11);
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            final String word = "w" + (int) Math.abs(random.nextGaussian() * 300);
            expected.merge(word, 1, Integer::sum);
            lines.append(word).append(i % 10 == 9 ? '\n' : ' ');
        }
        text = Files.writeString(root.resolve("text.txt"), lines);
    }

    /** What follows the options of {@code submit}. */
    String[] arguments() throws IOException {
        return new String[] {"--class", "io.kindling.itests.app.StagedWordCount", ApplicationJar.make(root, "1").toString(),
            text.toString(), out.toString(), markers.toString()};
    }

    /** Lets the tasks of a stage go on. */
    void go(final String stage) throws IOException {
        Files.writeString(markers.resolve(stage + ".go"), "");
    }

    /** Waits until both executors have a task of a stage under way. */
    void awaitBothExecutors(final String stage) throws IOException, InterruptedException {
        Await.until("both executors are in the " + stage + " stage", 60, () -> pids(stage).size() == 2);
    }

    /** The processes that have been in a stage. */
    List<Long> pids(final String stage) throws IOException {
        try (Stream<Path> files = Files.list(markers)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith(stage + "-"))
                    .map(name -> Long.valueOf(name.substring(stage.length() + 1))).sorted().toList();
        }
    }

    boolean hasOutput() {
        return Files.exists(out);
    }

    void assertRight(final Kindling.Outcome outcome) throws IOException {
        assertEquals(outcome.toString(), 0, outcome.exitCode());
        assertEquals(expected, counts());
        assertTrue(Files.exists(out.resolve("_SUCCESS")));
        assertEquals("standard output is the program's", "", outcome.out());
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
}
