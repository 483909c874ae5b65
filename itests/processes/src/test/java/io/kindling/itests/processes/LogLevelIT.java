package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the logs of driver and executors tell, from the start and after a change. */
public class LogLevelIT {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldChangeWhatDriverAndExecutorsTell() throws Exception {
        final Kindling kindling = new Kindling(folder.getRoot().toPath());
        final String jar = ApplicationJar.make(folder.getRoot().toPath(), "1").toString();

        final Kindling.Outcome outcome = kindling.run("submit", "--master", "local-cluster[1,1,1024]", "--class", "io.kindling.itests.app.LogLevels", jar);

        assertEquals(outcome.toString(), 0, outcome.exitCode());
        assertEquals(outcome.toString(), "false\ntrue\n", outcome.out());
        assertFalse("not before: " + outcome, outcome.err().contains("has started [name="));
        assertTrue("but after: " + outcome, outcome.err().lines().anyMatch(line -> line.contains(" [INFO] ") && line.endsWith(" has ended")));
    }

    @Test
    public void shouldBeginAsTheEnvironmentSays() throws Exception {
        final Kindling kindling = new Kindling(folder.getRoot().toPath());
        final String jar = ApplicationJar.make(folder.getRoot().toPath(), "1").toString();
        try (Kindling.Call call = kindling.start(Map.of("KINDLING_LOG_LEVEL", "info"), "submit", "--master", "local", "--class", "io.kindling.itests.app.Misbehaving",
                jar, "exit-3")) {
            final Kindling.Outcome outcome = call.await();
            assertEquals(outcome.toString(), 3, outcome.exitCode());
            assertTrue(outcome.toString(), outcome.err().lines().anyMatch(line -> line.contains(" [INFO] ") && line.contains("has started [name=")));
            assertFalse(outcome.toString(), outcome.err().contains(" [DEBUG] ") || outcome.err().contains(" [TRACE] ") || outcome.err().contains("SLF4J"));
        }
    }
}
