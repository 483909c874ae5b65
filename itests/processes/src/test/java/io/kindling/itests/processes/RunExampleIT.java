package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The README's first command: a whole cluster of processes for one example, and nothing left of it. */
public class RunExampleIT {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Kindling kindling;

    @Test
    public void shouldCountTheWordsOfARealText() throws Exception {
        final Kindling.Outcome outcome = kindling.run("run-example", "word-count");

        assertEquals(outcome.toString(), 0, outcome.exitCode());
        final List<String> top = outcome.out().lines().toList();
        assertEquals(outcome.toString(), 10, top.size());
        assertEquals("(the,656)", top.get(0));
        top.forEach(line -> assertTrue(line, line.matches("\\(\\p{L}+,\\d+\\)")));
        assertTrue("only progress on standard error: " + outcome, outcome.err().lines().allMatch(line -> line.startsWith("stage ")));
        Await.until("every process of the cluster has ended", 10, LocalProcesses::noneLeft);
        Await.until("no temporary file is left", 10, () -> kindling.leftovers().isEmpty());
        assertEquals(List.of(), kindling.kept());
    }

    @Test
    public void shouldJoinALogWithATable() throws Exception {
        final Kindling.Outcome outcome = kindling.run("run-example", "--master", "local[2]", "log-analysis");

        assertEquals(outcome.toString(), 0, outcome.exitCode());
        assertEquals(outcome.toString(), 8, outcome.out().lines().count());
        assertTrue(outcome.toString(), outcome.out().startsWith("Austria: "));
    }

    @Test
    public void shouldReplaceTheClusterManagerUnderALongJobAndMoveToAnotherCluster() throws Exception {
        final Kindling.Outcome outcome = kindling.run("run-example", "hot-swap", "3");

        assertEquals(outcome.toString(), 0, outcome.exitCode());
        assertTrue(outcome.toString(), outcome.out().contains("right result in each of "));
        assertTrue(outcome.toString(), outcome.out().contains(" 0 failed tasks"));
        for (final String outstanding : List.of("a grant", "a release", "a launch")) {
            assertTrue(outcome.toString(), outcome.out().contains("while " + outstanding + " is outstanding"));
        }
        assertEquals(outcome.toString(), 3, outcome.out().lines().filter(line -> line.endsWith("are collected")).count());
        Await.until("every process of both clusters has ended", 10, LocalProcesses::noneLeft);
        Await.until("no temporary file is left", 10, () -> kindling.leftovers().isEmpty());
    }

    @Test
    public void shouldSayWhichExamplesThereAre() throws Exception {
        final Kindling.Outcome outcome = kindling.run("run-example", "no-such");

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err(), outcome.err().contains("log-analysis, pi, word-count"));
    }

    @Before
    public void use() throws IOException {
        kindling = new Kindling(folder.getRoot().toPath());
    }
}
