package io.kindling.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.util.tracker.ServiceTracker;

/** Contexts live side by side in one container, each with executors of its own, and end with the bundle whose they are. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ContextsOfBundlesIT {

    private static final long LIMIT_SECONDS = 30;

    @Rule
    public final TemporaryFolder meetings = new TemporaryFolder();

    @Inject
    private BundleContext container;

    @Configuration
    public Option[] configuration() throws IOException, InterruptedException {
        final ClusterProcesses cluster = new ClusterProcesses(new Distribution(), 2, 1);
        return options(ContainerOptions.common(), ContainerOptions.driver(), ContainerOptions.keepers(),
                systemProperty("itest.master").value(cluster.url()));
    }

    @Before
    public void start() throws BundleException {
        for (final Bundle keeper : keepers()) {
            keeper.start();
        }
    }

    @After
    public void stop() throws BundleException, InterruptedException {
        for (final Bundle keeper : keepers()) {
            keeper.stop();
        }
        await("no thread is left of an application", () -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().contains("app-")));
    }

    @Test
    public void shouldRunJobsOfTwoContextsAtOnce() throws Exception {
        final UnaryOperator<String> one = open(ContainerOptions.FIRST_KEEPER);
        final UnaryOperator<String> two = open(ContainerOptions.FIRST_KEEPER);

        final List<ProcessHandle> executors = meet(one, two);

        assertNotEquals("each has an executor of its own", executors.get(0).pid(), executors.get(1).pid());
    }

    @Test
    public void shouldEndTheContextOfAStoppedBundleAndNoOther() throws Exception {
        final UnaryOperator<String> one = open(ContainerOptions.FIRST_KEEPER);
        final UnaryOperator<String> two = open(ContainerOptions.SECOND_KEEPER);
        final List<ProcessHandle> executors = meet(one, two);

        bundle(ContainerOptions.FIRST_KEEPER).stop();

        executors.get(0).onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertEquals("the other's executor is still there", Long.toString(executors.get(1).pid()), two.apply(alone()));
        final String message = Assert.assertThrows(RuntimeException.class, () -> one.apply(alone())).getMessage();
        assertTrue("'" + message + "' names the bundle", message.contains(ContainerOptions.FIRST_KEEPER));
    }

    @Test
    public void shouldFailTheJobOfAStoppedBundleByName() throws Exception {
        final UnaryOperator<String> one = open(ContainerOptions.FIRST_KEEPER);
        final Path begun = path("begun");
        final CompletableFuture<String> job = CompletableFuture.supplyAsync(() -> one.apply(begun + "," + path("never")));
        await("the task has begun", () -> Files.exists(begun));

        bundle(ContainerOptions.FIRST_KEEPER).stop();

        final Throwable failure = Assert.assertThrows(ExecutionException.class, () -> job.get(LIMIT_SECONDS, TimeUnit.SECONDS)).getCause();
        assertTrue(failure + " names the bundle", failure.getMessage().contains(ContainerOptions.FIRST_KEEPER));
        assertFalse("it is the job's own failure", failure instanceof CompletionException);
    }

    @Test
    public void shouldGoOnWithoutItsClusterManagerAndGetExecutorsWhenThatIsBack() throws Exception {
        final UnaryOperator<String> one = open(ContainerOptions.FIRST_KEEPER);
        final String executor = one.apply(alone());
        final Bundle adapter = bundle("io.kindling.cluster.standalone");

        adapter.stop();
        assertEquals("the executor does not notice", executor, one.apply(alone()));
        adapter.start();
        assertEquals("it is known again", executor, one.apply(alone()));
        process(executor).destroyForcibly();

        assertNotEquals("another has come in its place", executor, one.apply(alone()));
    }

    /** The processes in which the two jobs ran, at the same time. */
    private List<ProcessHandle> meet(final UnaryOperator<String> one, final UnaryOperator<String> two) throws Exception {
        final Path a = meetings.newFolder().toPath().resolve("a");
        final Path b = a.resolveSibling("b");
        final CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> one.apply(a + "," + b));
        final CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> two.apply(b + "," + a));
        return List.of(process(first.get(2 * LIMIT_SECONDS, TimeUnit.SECONDS)), process(second.get(2 * LIMIT_SECONDS, TimeUnit.SECONDS)));
    }

    /** A meeting with oneself. */
    private String alone() throws IOException {
        final Path file = meetings.newFile().toPath();
        return file + "," + file;
    }

    private static ProcessHandle process(final String id) {
        return ProcessHandle.of(Long.parseLong(id)).orElseThrow(() -> new AssertionError("the executor " + id + " has gone already"));
    }

    private UnaryOperator<String> open(final String name) throws Exception {
        final ServiceTracker<?, Function<String, UnaryOperator<String>>> tracker = new ServiceTracker<>(container,
                container.createFilter("(&(example=keeper)(service.bundleid=" + bundle(name).getBundleId() + "))"), null);
        tracker.open();
        try {
            final Function<String, UnaryOperator<String>> contexts = tracker.waitForService(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
            assertNotNull(name + " offers its service", contexts);
            return contexts.apply(System.getProperty("itest.master"));
        } finally {
            tracker.close();
        }
    }

    private List<Bundle> keepers() {
        return List.of(bundle(ContainerOptions.FIRST_KEEPER), bundle(ContainerOptions.SECOND_KEEPER));
    }

    private Bundle bundle(final String name) {
        return Arrays.stream(container.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName())).findFirst().orElseThrow();
    }

    private Path path(final String name) {
        return meetings.getRoot().toPath().resolve(name);
    }

    private static void await(final String what, final BooleanSupplier condition) throws InterruptedException {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2 * LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue("in time " + what, System.nanoTime() < deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
