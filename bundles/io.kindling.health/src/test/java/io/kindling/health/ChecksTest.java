package io.kindling.health;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingHealth;
import io.kindling.api.admin.ClusterStatus.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.Test;

public class ChecksTest {

    private static final Instant NOW = FakeApplications.START.plus(Duration.ofHours(1));
    private static final Limit LIMIT = new Limit(Duration.ofMinutes(1), null);

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final FakeApplications applications = new FakeApplications();
    private final ClusterCheck clusters = new ClusterCheck(applications, LIMIT, clock);
    private final ExecutorCheck executors = new ExecutorCheck(applications, LIMIT, clock);

    @Test
    public void shouldTellWhatTheRuntimeMisses() {
        assertEquals(Status.CRITICAL, new RuntimeCheck(null).execute().getStatus());
        assertEquals(Status.CRITICAL, new RuntimeCheck(health(false, "no transport: start it")).execute().getStatus());
        assertTrue(text(new RuntimeCheck(health(false, "no transport: start it")).execute()).contains("no transport: start it"));
        assertEquals(Status.OK, new RuntimeCheck(health(true, "Ready")).execute().getStatus());
    }

    @Test
    public void shouldBeContentWithoutApplications() {
        assertEquals(Status.OK, clusters.execute().getStatus());
        assertEquals(Status.OK, executors.execute().getStatus());
    }

    @Test
    public void shouldWarnOfAClusterManagerThatIsAwayForTooLong() {
        applications.run("app-1", State.PRESENT, FakeApplications.START, 1);
        applications.run("app-2", State.ABSENT, NOW.minusSeconds(30), 1);
        assertEquals(Status.OK, clusters.execute().getStatus());

        applications.run("app-3", State.ABSENT, NOW.minusSeconds(90), 1);
        applications.run("app-4", State.UNREACHABLE, NOW.minusSeconds(90), 1);

        final Result result = clusters.execute();
        assertEquals(Status.WARN, result.getStatus());
        assertTrue(text(result), text(result).contains("Application app-3 (name-app-3): cluster manager ABSENT since"));
        assertTrue(text(result), text(result).contains("WARN Application app-4"));
        assertTrue(text(result), !text(result).contains("WARN Application app-2"));
    }

    @Test
    public void shouldWarnOfExecutorsThatWereLostLately() {
        applications.run("app-1", State.PRESENT, FakeApplications.START, 2);
        applications.executor(1, "LOST", NOW.minusSeconds(90), "long ago");
        applications.executor(2, "RELEASED", NOW.minusSeconds(5), "it was released");
        assertEquals(Status.OK, executors.execute().getStatus());

        applications.executor(3, "LOST", NOW.minusSeconds(5), "its process ended with exit code 137");

        assertEquals(Status.WARN, executors.execute().getStatus());
        assertTrue(text(executors.execute()), text(executors.execute()).contains("lost executor 3 on host at 2026-01-02T03:59:55Z: its process ended"));
    }

    @Test
    public void shouldWarnOfJobsThatWaitWithoutAnyExecutor() {
        applications.run("app-1", State.PRESENT, FakeApplications.START, 0);

        assertEquals(Status.WARN, executors.execute().getStatus());
        assertTrue(text(executors.execute()), text(executors.execute()).contains("has no executor, and 1 jobs wait"));
    }

    @Test
    public void shouldNotWarnBeforeAnApplicationHasBeenWithoutExecutorsForLong() {
        applications.run("app-1", State.PRESENT, FakeApplications.START, 0);
        applications.executor(1, "RELEASED", NOW.minusSeconds(5), "it was released");

        assertEquals(Status.OK, executors.execute().getStatus());
    }

    @Test
    public void shouldTellOfRefusedConfigurations() {
        assertEquals(Status.OK, new ConfigurationCheck(List::of).execute().getStatus());
        final Result refused = new ConfigurationCheck(() -> List.of("kindling.executor.memory=x {} is not allowed")).execute();
        assertEquals(Status.WARN, refused.getStatus());
        assertTrue(text(refused), text(refused).contains("kindling.executor.memory=x {} is not allowed"));
    }

    @Test
    public void shouldTellOfALimitThatIsNoTimeSpanAndGoOnWithTheDefault() {
        final Result result = new ClusterCheck(applications, Limit.absent("soon"), clock).execute();

        assertEquals(Status.WARN, result.getStatus());
        assertTrue(text(result), text(result).contains("absentLimit=soon is not allowed: it must be a time span from 0s to 24h; 60s is in force"));
        assertEquals(Duration.ofMinutes(10), Limit.lost("30h").value());
    }

    private static KindlingHealth health(final boolean ready, final String text) {
        return new KindlingHealth() {
            @Override
            public boolean isReady() {
                return ready;
            }

            @Override
            public String text() {
                return text;
            }
        };
    }

    private static String text(final Result result) {
        final StringBuilder text = new StringBuilder();
        result.forEach(entry -> text.append(entry.getStatus()).append(' ').append(entry.getMessage()).append('\n'));
        return text.toString();
    }
}
