package io.kindling.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import io.kindling.api.admin.ApplicationStatus;
import io.kindling.api.admin.Applications;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.ops4j.pax.exam.util.Filter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** What operators work with, on a running application: commands in a Gogo session, events of Event Admin, health checks, and configuration that changes. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class OperatorsIT {

    private static final String CLUSTERS = "io.kindling.cluster";
    private static final String DEFAULTS = "io.kindling.driver";
    /** In the container are those that have them in them. */
    private static final Set<String> PACKAGES_ALONE = Set.of("org.osgi.service.cm", "org.osgi.service.event");

    @Rule
    public final TemporaryFolder files = new TemporaryFolder();

    @Inject
    private BundleContext container;

    @Inject
    private CommandProcessor shell;

    @Inject
    private ConfigurationAdmin configurations;

    @Inject
    private HealthCheckExecutor checks;

    @Inject
    private Applications applications;

    @Inject
    @Filter(value = "(example=keeper)", timeout = 30_000)
    private Function<String, UnaryOperator<String>> keeper;

    @Inject
    @Filter(value = "(kindling.service=refused-configurations)", timeout = 30_000)
    private Supplier<List<String>> refused;

    @Configuration
    public Option[] configuration() throws IOException {
        final Path others = ContainerOptions.logging().getParent();
        final Stream<Path> own = new FeatureFiles().bundles("kindling-shell").stream()
                .filter(jar -> !PACKAGES_ALONE.contains(Distribution.symbolicName(jar)) && !jar.getFileName().equals(ContainerOptions.logging().getFileName()));
        final List<Path> services;
        try (Stream<Path> jars = Files.list(others)) {
            services = jars.filter(jar -> !jar.equals(ContainerOptions.logging())).toList();
        }
        return options(ContainerOptions.common(), ContainerOptions.keepers(),
                composite(Stream.concat(own, services.stream()).map(jar -> CoreOptions.bundle(jar.toUri().toString())).toArray(Option[]::new)),
                // Or the log, which goes to standard output here, would be part of what commands print.
                systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"),
                systemProperty("itest.examples").value(new Distribution().home().resolve("examples/kindling-examples.jar").toString()));
    }

    @After
    public void end() throws Exception {
        for (final ApplicationStatus each : applications.list()) {
            applications.kill(each.id(), "the test is over");
        }
        final org.osgi.service.cm.Configuration[] left = configurations.listConfigurations("(|(service.factoryPid=" + CLUSTERS + ")(service.pid=" + DEFAULTS + "))");
        for (final org.osgi.service.cm.Configuration each : left == null ? new org.osgi.service.cm.Configuration[0] : left) {
            each.delete();
        }
    }

    @Test
    public void shouldShowAnApplicationAndEndIt() throws Exception {
        assertEquals("No application is running.\n", run("kindling:apps"));
        job(keeper.apply("local[2]"));
        final String id = applications.list().get(0).id();

        assertTrue(run("kindling:apps"), run("kindling:apps").contains(id + "  keeper  RUNNING  local[2]  PRESENT"));
        assertTrue(run("kindling:apps keeper"), run("kindling:apps keeper").contains("cluster manager: local "));
        assertTrue(run("kindling:jobs"), run("kindling:jobs").contains("SUCCEEDED"));
        assertTrue(run("kindling:stages " + id), run("kindling:stages " + id).contains("COMPLETE"));
        assertTrue(run("kindling:executors"), run("kindling:executors").contains("REGISTERED"));
        assertTrue(run("kindling:managers"), run("kindling:managers").contains("io.kindling.cluster.local"));
        assertTrue(run("kindling:bundles"), run("kindling:bundles").contains("itests.keeper."));
        assertTrue(run("kindling:events"), run("kindling:events").contains("APPLICATION_STARTED"));
        assertTrue(run("kindling:kill nobody"), run("kindling:kill nobody").startsWith("error: "));

        assertEquals("Application " + id + " has ended.\n", run("kindling:kill keeper"));
        assertEquals("No application is running.\n", run("kindling:apps"));
        assertTrue(run("kindling:events -n 1 " + id), run("kindling:events -n 1 " + id).contains("APPLICATION_ENDED"));
    }

    @Test
    public void shouldHelpAndTellWhatCompletesALine() throws Exception {
        for (final String command : List.of("apps", "jobs", "stages", "executors", "managers", "bundles", "swap", "submit", "kill", "events")) {
            final String help = run("kindling:" + command + " --help");
            assertTrue(help, help.startsWith("Usage: kindling:" + command));
        }
        job(keeper.apply("local[2]"));
        try (CommandSession session = shell.createSession(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), new ByteArrayOutputStream())) {
            assertEquals(List.of(applications.list().get(0).id(), "keeper"), session.execute("kindling:candidates kill [kindling:kill ''] 1"));
        }
    }

    @Test
    public void shouldRunAPlainJarAndPrintItsOutputInTheSession() {
        // What begins so is an application's setting; the tests' own are read.
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith("kindling."));
        final String output = run("kindling:submit --master 'local[2]' --class io.kindling.examples.Pi " + System.getProperty("itest.examples") + " 2");

        assertTrue(output, output.contains("Pi is roughly 3.14"));
        assertEquals("no setting of it is left", List.of(), System.getProperties().stringPropertyNames().stream().filter(key -> key.startsWith("kindling.")).toList());
        final String wrong = run("kindling:submit --master 'local[2]' nowhere.jar");
        assertTrue(wrong, wrong.startsWith("error: ") && wrong.lines().count() == 1);
    }

    @Test
    public void shouldPostEvents() throws Exception {
        final Map<String, Object> topics = new ConcurrentHashMap<>();
        final ServiceRegistration<EventHandler> handler = container.registerService(EventHandler.class,
                event -> topics.put(event.getTopic(), String.valueOf(event.getProperty("application"))), new Hashtable<>(Map.of(EventConstants.EVENT_TOPIC, "io/kindling/*")));
        try {
            job(keeper.apply("local[2]"));
            final String id = applications.list().get(0).id();
            run("kindling:kill keeper");

            for (final String topic : List.of("application/STARTED", "executor/REGISTERED", "job/STARTED", "job/ENDED", "stage/PROGRESS", "application/ENDED")) {
                await(topic + " of " + topics.keySet(), () -> id.equals(topics.get("io/kindling/" + topic)));
            }
        } finally {
            handler.unregister();
        }
    }

    @Test
    public void shouldFindClustersByNameAndRefuseToMoveThemAway() throws Exception {
        final org.osgi.service.cm.Configuration cluster = configurations.createFactoryConfiguration(CLUSTERS, "?");
        cluster.update(new Hashtable<>(Map.of("name", "here", "masterUrl", "local[1]", "settings", new String[] {"kindling.task.maxFailures=2"})));
        await("the cluster is there", () -> run("kindling:managers").contains("cluster:here"));
        final UnaryOperator<String> application = keeper.apply("cluster:here");
        job(application);
        assertTrue(run("kindling:apps"), run("kindling:apps").contains("cluster:here  PRESENT"));

        cluster.update(new Hashtable<>(Map.of("name", "here", "masterUrl", "local[2]")));
        await("it is refused", () -> refused.get().stream().anyMatch(text -> text.contains("masterUrl=local[2] cannot take the place of masterUrl=local[1]")));
        assertEquals(Result.Status.WARN, check("Kindling configuration").getStatus());
        job(application);

        run("kindling:kill keeper");
        cluster.update(new Hashtable<>(Map.of("name", "here", "masterUrl", "local[2]", "again", "1")));
        await("a bad one is refused too", () -> refused.get().stream().anyMatch(text -> text.contains("again: it is not known here")));
        cluster.update(new Hashtable<>(Map.of("name", "here", "masterUrl", "local[2]")));
        await("it is in force", () -> refused.get().isEmpty());
        cluster.delete();
        await("the cluster is gone", () -> !run("kindling:managers").contains("cluster:here"));
    }

    @Test
    public void shouldKeepTheDefaultsInForceWhenABadValueIsGiven() throws Exception {
        final org.osgi.service.cm.Configuration defaults = configurations.getConfiguration(DEFAULTS, "?");
        defaults.update(new Hashtable<>(Map.of("kindling.task.maxFailures", "2")));
        defaults.update(new Hashtable<>(Map.of("kindling.task.maxFailures", "many", "kindling.task.cpus", "1")));

        await("it is refused", () -> refused.get().stream().anyMatch(text ->
                text.contains("kindling.task.maxFailures=many is not allowed: it must be a whole number from 1 to 1000")));
        assertEquals(Result.Status.WARN, check("Kindling configuration").getStatus());
        job(keeper.apply("local[2]"));

        defaults.update(new Hashtable<>(Map.of("kindling.task.maxFailures", "3")));
        await("it is in force", () -> refused.get().isEmpty());
        assertEquals(Result.Status.OK, check("Kindling configuration").getStatus());
    }

    @Test
    public void shouldTellHowTheRuntimeAndItsApplicationsAre() throws Exception {
        job(keeper.apply("local[2]"));
        for (final String name : List.of("Kindling runtime", "Kindling cluster managers", "Kindling executors", "Kindling configuration")) {
            assertEquals(name + ": " + check(name), Result.Status.OK, check(name).getStatus());
        }
        final Bundle scheduler = Stream.of(container.getBundles()).filter(each -> each.getSymbolicName().equals("io.kindling.scheduler")).findFirst().orElseThrow();
        scheduler.stop();
        try {
            assertEquals(Result.Status.CRITICAL, check("Kindling runtime").getStatus());
            assertTrue(check("Kindling runtime").toString(), check("Kindling runtime").toString().contains("io.kindling.scheduler"));
        } finally {
            scheduler.start();
        }
    }

    private Result check(final String name) {
        final List<HealthCheckExecutionResult> results = checks.execute(HealthCheckSelector.names(name), new HealthCheckExecutionOptions().setForceInstantExecution(true));
        assertEquals(name, 1, results.size());
        assertTrue(name, results.get(0).getHealthCheckMetadata().getTags().contains("kindling"));
        return results.get(0).getHealthCheckResult();
    }

    /** A job of one task that waits for nobody. */
    private void job(final UnaryOperator<String> application) throws IOException {
        final Path file = files.newFile().toPath();
        application.apply(file + "," + file);
    }

    private String run(final String line) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CommandSession session = shell.createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
            session.execute(line);
        } catch (final Exception e) {
            throw new AssertionError(line, e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void await(final String what, final BooleanSupplier condition) throws InterruptedException {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue("within 20 s: " + what, System.nanoTime() < deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
