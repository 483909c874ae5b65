package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A cluster that belongs to one application ends with it, however the application ends. */
public class LocalClusterIT {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Kindling kindling;
    private StagedRun run;

    @Before
    public void makeText() throws Exception {
        kindling = new Kindling(folder.getRoot().toPath());
        run = new StagedRun(folder.getRoot().toPath());
    }

    @Test
    public void shouldEndWithATerminatedDriver() throws Exception {
        ends("TERM", 143);
        Await.until("no temporary file is left", 10, () -> kindling.leftovers().isEmpty());
    }

    @Test
    public void shouldEndWithAnInterruptedDriver() throws Exception {
        assumeTrue("This build ignores SIGINT, and so does what it starts: run it in the foreground, or where env has the option --default-signal",
                Signals.reachCommands());
        ends("INT", 130);
        Await.until("no temporary file is left", 10, () -> kindling.leftovers().isEmpty());
    }

    @Test
    public void shouldEndWithAKilledDriver() throws Exception {
        ends("KILL", 137);
        Await.until("only the killed driver's own temporary files are left", 10, () -> kindling.leftovers().stream()
                .allMatch(path -> path.getFileName().toString().matches("kindling-(launcher|classes)-.*")));
    }

    @Test
    public void shouldEndADriverThatTakesTooLong() throws Exception {
        final List<String> arguments = new ArrayList<>(List.of("submit", "--master", "local-cluster[2,1,1024]", "--conf", "kindling.driver.timeout=1s"));
        arguments.addAll(List.of(run.arguments()));
        final Kindling.Outcome outcome = kindling.run(arguments.toArray(String[]::new));
        assertEquals(outcome.toString(), 124, outcome.exitCode());
        assertTrue(outcome.toString(), outcome.err().contains("error: the application has not ended within kindling.driver.timeout=1s"));
        Await.until("every process has ended", 10, LocalProcesses::noneLeft);
        assertFalse("no half output", run.hasOutput());
        assertEquals(List.of(), kindling.leftovers());
    }

    private void ends(final String signal, final int exitCode) throws Exception {
        final List<String> arguments = new ArrayList<>(List.of("submit", "--master", "local-cluster[2,1,1024]"));
        arguments.addAll(List.of(run.arguments()));
        try (Kindling.Call call = kindling.start(arguments.toArray(String[]::new))) {
            run.awaitBothExecutors("map");
            call.signal(signal);
            final Kindling.Outcome outcome = call.await(10);
            assertEquals(outcome.toString(), exitCode, outcome.exitCode());
            assertFalse(outcome.toString(), outcome.err().contains("WARN") || outcome.err().contains("ERROR") || outcome.err().contains("\tat "));
        }
        Await.until("every process has ended", 10, LocalProcesses::noneLeft);
        assertFalse("no half output", run.hasOutput());
        assertEquals(List.of(), kindling.kept());
    }
}
