package io.kindling.driver;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.admin.ClusterStatus;
import io.kindling.api.admin.ExecutorStatus;
import io.kindling.driver.kit.FakeCluster;
import io.kindling.driver.kit.TestExecutor;
import io.kindling.protocol.message.LaunchTasks;
import io.kindling.protocol.message.LaunchTasks.TaskDescription;
import io.kindling.transport.local.LocalTransport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;

/** Moves of a context, as its user asks for them. */
public class ClusterMoveTest {

    private final TestDriver driver = new TestDriver(1);
    private final FakeCluster other = new FakeCluster("farm", 1);

    @After
    public void close() {
        driver.close();
    }

    @Test
    public void shouldMoveWhileAJobRuns() throws Exception {
        final KindlingContext context = driver.scripted();
        other.launcher = driver.cluster.launcher;
        driver.comes(other);
        final TestExecutor old = driver.executor();
        final CompletableFuture<List<Integer>> result = TestDriver.async(() -> context.parallelize(List.of(1, 2, 3), 3).collect());
        final List<TaskDescription> running = old.next(LaunchTasks.class).tasks();
        assertEquals(2, running.size());

        context.moveTo("farm://x");
        assertEquals("farm://x", context.cluster().masterUrl());
        assertEquals("farm://x", context.conf().get("kindling.master"));
        assertEquals("the same application", "open test", other.calls.get(0));
        final TestExecutor young = driver.executor();
        assertEquals("numbers go on", 1, young.id);
        assertEquals(ClusterStatus.State.MOVING, context.cluster().state());
        final TaskDescription third = young.next(LaunchTasks.class).tasks().get(0);
        assertEquals("what ran goes on", 0, driver.cluster.released.size());
        running.forEach(task -> old.succeed(task.id(), task.payloads().get(0)));
        young.succeed(third.id(), third.payloads().get(0));

        assertEquals(List.of(1, 2, 3), result.get(10, TimeUnit.SECONDS));
        TestDriver.await("the old one is given back", () -> driver.cluster.calls.contains("close"));
        TestDriver.await("the move is over", () -> context.cluster().state() == ClusterStatus.State.PRESENT);
        final List<ExecutorStatus> executors = driver.context.control().report().executors();
        assertEquals(List.of("RELEASED fake fake", "REGISTERED farm farm://x"),
                executors.stream().map(each -> each.state() + " " + each.manager() + " " + each.masterUrl()).toList());
        assertEquals(0, driver.context.status().failedTasks());
    }

    @Test
    public void shouldStayWhereItIsIfTheOtherClusterRefuses() {
        final KindlingContext context = driver.scripted();
        driver.comes(other);
        driver.executor();
        other.refusal = "the farm is full";

        refused(context, "farm://x", "the farm is full. The application stays at fake");
        refused(context, "moon://x", "unknown master URL 'moon://x': use one of fake, fake://host:port, farm, farm://host:port");
        refused(context, "fake", "it is there already");
        assertEquals(ClusterStatus.State.PRESENT, context.cluster().state());
        assertEquals(List.of("open test", "target"), driver.cluster.calls);
    }

    @Test
    public void shouldNotMoveBetweenThisProcessAndClusters() {
        final FakeCluster local = new FakeCluster("local", 0);
        driver.comes(local);
        driver.conf.remove("kindling.transport");
        driver.services.transports().clear();
        driver.services.transports().add(new NamedTransport("local", 0, new LocalTransport()));
        driver.services.transports().add(new NamedTransport("netty", 0, new LocalTransport()));
        driver.with("kindling.master", "local[2]");

        refused(driver.open(), "fake", "its messages are carried by the transport local, and executors there need netty");
    }

    @Test
    public void shouldNotMoveWhereExecutorsCannotReachTheDriver() {
        final KindlingContext context = driver.scripted();
        driver.comes(other);

        final String elsewhere = LocalAddress.towards("farm://192.0.2.1:7077");
        if (!elsewhere.equals("127.0.0.1")) {
            refused(context, "farm://192.0.2.1:7077", "its driver listens at 127.0.0.1, which executors there cannot reach. Start it with kindling.driver.host="
                    + elsewhere);
        }
    }

    @Test
    public void shouldNotMoveWhatHasEnded() {
        final KindlingContext context = driver.scripted();
        driver.comes(other);
        context.close();

        refused(context, "farm://x", "The application has ended");
    }

    private static void refused(final KindlingContext context, final String url, final String text) {
        final KindlingException e = assertThrows(KindlingException.class, () -> context.moveTo(url));
        assertTrue("'" + e.getMessage() + "' contains '" + text + "'", e.getMessage().contains(text));
    }
}
