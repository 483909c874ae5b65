package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A client in a process of its own has a driver run jobs near the executors. */
public class CallsIT {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldRunJobsForAClientElsewhere() throws Exception {
        final Path root = folder.getRoot().toPath();
        final Path ticket = root.resolve("ticket");
        final Kindling kindling = new Kindling(root);
        try (Kindling.Call driver = kindling.start("submit", "--master", "local-cluster[1,2,1024]", "--conf", "kindling.calls.ticket=" + ticket,
                "--class", "io.kindling.itests.app.Serving", ApplicationJar.make(root, "1").toString())) {
            Await.until("the driver serves", 60, () -> Files.exists(ticket));

            assertAnswer("end\nsquares", kindling, "call", "--ticket", ticket.toString());
            assertAnswer("385", kindling, "call", "--ticket", ticket.toString(), "squares", "10");
            final Kindling.Outcome refused = kindling.run("call", "--ticket", ticket.toString(), "squares", "ten");
            assertEquals(refused.toString(), 2, refused.exitCode());
            assertTrue(refused.toString(), refused.err().contains("For input string: \"ten\""));
            assertAnswer("bye", kindling, "call", "--ticket", ticket.toString(), "end");

            assertEquals(0, driver.await().exitCode());
        }
        assertFalse("the ticket goes with the context", Files.exists(ticket));
    }

    private static void assertAnswer(final String expected, final Kindling kindling, final String... call) throws Exception {
        final Kindling.Outcome outcome = kindling.run(call);
        assertEquals(outcome.toString(), 0, outcome.exitCode());
        assertEquals(expected, outcome.out().strip());
    }
}
