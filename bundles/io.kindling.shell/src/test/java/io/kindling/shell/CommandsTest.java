package io.kindling.shell;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.admin.ApplicationEvent.Topic;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public class CommandsTest {

    private final FakeApplications applications = new FakeApplications();
    private final List<ApplicationEvent> events = new ArrayList<>();
    private final List<String> submitted = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Services services = new Services(applications, () -> List.copyOf(events), line -> {
        submitted.add(String.join(" ", line));
        return 0;
    });

    @Test
    public void shouldListApplicationsWithTheirTieToTheCluster() {
        assertEquals("""
                ID     NAME   STATE    MASTER             CLUSTER                            JOBS  EXECUTORS  SLOTS  FAILED TASKS  STARTED
                app-1  words  RUNNING  kindling://m:7077  PRESENT                               1          2      4             0  2026-01-02T03:04:05Z
                app-2  pi     RUNNING  local[2]           ABSENT since 2026-01-02T03:05:05Z     1          2      4             0  2026-01-02T03:04:05Z
                """, run(0, "apps"));
        assertTrue(run(0, "apps", "pi").contains("cluster:         ABSENT since 2026-01-02T03:05:05Z: cluster manager absent since 03:05:05; executors go on"));
        applications.running.clear();
        assertEquals("No application is running.\n", run(0, "apps"));
    }

    @Test
    public void shouldListJobsStagesExecutorsArtifactsAndManagers() {
        assertEquals("""
                JOB  NAME                          STATE      TASKS  DONE  STARTED               TOOK      FAILURE
                  0  collect at WordCount.java:33  SUCCEEDED      4     4  2026-01-02T03:04:05Z  1.2 s     -
                 11  count at WordCount.java:40    RUNNING        4     1  2026-01-02T03:04:05Z  2 m 07 s  -
                """, run(0, "jobs", "words"));
        assertTrue(run(0, "stages", "app-1").contains("map at A.java:3  RUNNING     10     3        2       1"));
        assertTrue(run(0, "executors", "app-1").contains("its process ended with exit code 137"));
        assertTrue(run(0, "bundles", "app-1").contains("com.acme  1.2.0    bundle  2.0 KiB          2  0123456789ab\n"));
        assertTrue(run(0, "managers").contains("standalone  kindling://host:port"));
    }

    @Test
    public void shouldTakeTheOnlyApplicationIfNoneIsNamed() {
        assertEquals("error: Say which application: app-1 (words), app-2 (pi)\n", run(1, "jobs"));
        applications.running.remove(1);
        assertTrue(run(0, "jobs").contains("SUCCEEDED"));
        applications.running.clear();
        assertEquals("error: No application is running\n", run(1, "jobs"));
    }

    @Test
    public void shouldMoveAndKill() {
        assertEquals("Application app-1 is at kindling://m:7077 (standalone 1.0.0): present\n", run(0, "swap", "words", "kindling://other:7077"));
        assertEquals("Application app-1 has ended.\n", run(0, "kill", "app-1", "--reason", "for the night"));
        assertEquals("Job 11 of application app-1 has been told to end.\n", run(0, "kill", "words", "11"));
        assertEquals(List.of("move app-1 kindling://other:7077", "kill app-1 for the night", "cancel app-1 11 It was ended with kindling:kill"),
                applications.told);
    }

    @Test
    public void shouldShowTheLastEventsOfAllOrOfOne() {
        assertEquals("Nothing has happened yet.\n", run(0, "events"));
        for (int i = 0; i < 30; i++) {
            events.add(new ApplicationEvent(Instant.EPOCH, i % 2 == 0 ? "app-1" : "gone", Topic.EXECUTOR_LOST, "number " + i, Map.of()));
        }
        assertEquals(20, run(0, "events").lines().count());
        assertEquals("1970-01-01T00:00:00Z  app-1  EXECUTOR_LOST  number 26\n1970-01-01T00:00:00Z  app-1  EXECUTOR_LOST  number 28\n",
                run(0, "events", "words", "-n", "2"));
        assertEquals(15, run(0, "events", "-n", "100", "gone").lines().count());
    }

    @Test
    public void shouldFollowEventsUntilItIsInterrupted() throws Exception {
        final AtomicInteger looks = new AtomicInteger();
        final CountDownLatch printed = new CountDownLatch(3);
        services = new Services(applications, () -> {
            if (looks.incrementAndGet() == 2) {
                events.add(new ApplicationEvent(Instant.EPOCH, "app-1", Topic.EXECUTOR_LOST, "came later", Map.of()));
            }
            printed.countDown(); // what the look before found has been printed
            return List.copyOf(events);
        }, null);
        final CompletableFuture<String> said = new CompletableFuture<>();
        final Thread follower = new Thread(() -> said.complete(run(0, "events", "-f")));
        follower.start();
        assertTrue(printed.await(10, TimeUnit.SECONDS));

        follower.interrupt();

        assertEquals("1970-01-01T00:00:00Z  app-1  EXECUTOR_LOST  came later\n", said.get(10, TimeUnit.SECONDS));
    }

    @Test
    public void shouldHandTheWholeLineToWhoRunsJars() {
        run(0, "submit", "--master", "local[2]", "--conf", "kindling.task.cpus=1", "--jars", "a.jar", "app.jar", "--its", "own");

        assertEquals(List.of("submit --master local[2] --conf kindling.task.cpus=1 --jars a.jar app.jar --its own"), submitted);
    }

    @Test
    public void shouldSayInOneSentenceWhatIsMissing() {
        services = new Services(null, null, null);

        assertEquals("error: No driver is here: start the bundle io.kindling.driver\n", run(1, "apps"));
        assertEquals("error: Nobody keeps the events: start the bundle io.kindling.events\n", run(1, "events"));
        assertEquals("error: Nothing here runs plain JARs: install and start the bundle io.kindling.cli, and those that it needs\n", run(1, "submit", "a.jar"));
    }

    @Test
    public void shouldSayInOneSentenceWhatIsWrong() {
        assertEquals("error: There is no application 'x'; there are app-1 (words), app-2 (pi)\n", run(1, "apps", "x"));
        assertEquals("error: Missing required parameters: 'APP', 'MASTER_URL'; 'kindling:swap --help' tells what it takes\n", run(2, "swap"));
        assertTrue(run(2, "kill", "app-1", "first").contains("'first' is not an int; 'kindling:kill --help' tells what it takes"));
        assertTrue(run(2, "apps", "--verbose").startsWith("error: Unknown option: '--verbose'"));
    }

    @Test
    public void shouldHelpWithEachCommand() {
        for (final String command : Commands.NAMES) {
            final String help = run(0, command, "--help");
            assertTrue(help, help.startsWith("Usage: kindling:" + command));
            assertTrue(help, help.contains("-h, --help"));
        }
        assertTrue(run(0, "submit", "-h").contains("--conf=KEY=VALUE"));
    }

    private String run(final int code, final String name, final String... arguments) {
        out.reset();
        err.reset();
        assertEquals(code, CommandRun.run(new Commands(services, new Submissions()).create(name, arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), arguments));
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }
}
