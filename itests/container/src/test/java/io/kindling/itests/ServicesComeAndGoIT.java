package io.kindling.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.kindling.api.KindlingContextFactory;
import io.kindling.api.KindlingHealth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import javax.inject.Inject;
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

/** Each part is stopped and started: the factory goes and comes back, and the health text names what is missing. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ServicesComeAndGoIT {

    @Rule
    public final TemporaryFolder files = new TemporaryFolder();

    @Inject
    private BundleContext context;

    @Inject
    private KindlingHealth health;

    @Configuration
    public Option[] configuration() {
        return options(ContainerOptions.common(), ContainerOptions.driver(), ContainerOptions.application());
    }

    @Test
    public void shouldLoseTheFactoryWithTheScheduler() throws Exception {
        leaveAndReturn("scheduler", "io.kindling.scheduler");
    }

    @Test
    public void shouldLoseTheFactoryWithTheTransports() throws Exception {
        leaveAndReturn("transport", "io.kindling.transport.netty", "io.kindling.transport.local");
    }

    @Test
    public void shouldLoseTheFactoryWithTheClusterManagers() throws Exception {
        leaveAndReturn("cluster manager", "io.kindling.cluster.local", "io.kindling.cluster.standalone");
    }

    private void leaveAndReturn(final String part, final String... names) throws Exception {
        await("the factory is there at first", this::hasFactory);
        assertTrue(health.text(), health.isReady());
        for (final Bundle bundle : bundles(names)) {
            bundle.stop();
        }
        await("the factory has gone with " + Arrays.toString(names), () -> !hasFactory());
        assertTrue("'" + health.text() + "' names the " + part, health.text().contains(part));
        assertTrue("'" + health.text() + "' names " + names[0], health.text().contains(names[0]));
        for (final Bundle bundle : bundles(names)) {
            bundle.start();
        }
        await("the factory is back", this::hasFactory);
        runJob();
    }

    private void runJob() throws Exception {
        final Path text = Files.writeString(files.newFile().toPath(), "so so\n");
        final ServiceTracker<?, BiFunction<String, String, Map<String, Integer>>> tracker =
                new ServiceTracker<>(context, context.createFilter("(example=word-count)"), null);
        tracker.open();
        try {
            final BiFunction<String, String, Map<String, Integer>> counter = tracker.waitForService(TimeUnit.SECONDS.toMillis(20));
            assertNotNull("the application is back", counter);
            assertEquals(Map.of("so", 2), counter.apply("local[2]", text.toString()));
        } finally {
            tracker.close();
        }
    }

    private boolean hasFactory() {
        return context.getServiceReference(KindlingContextFactory.class) != null;
    }

    private List<Bundle> bundles(final String... names) throws BundleException {
        final List<Bundle> found = Arrays.stream(context.getBundles())
                .filter(bundle -> Arrays.asList(names).contains(bundle.getSymbolicName())).toList();
        assertEquals(names.length, found.size());
        return found;
    }

    private static void await(final String what, final BooleanSupplier condition) throws InterruptedException {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue("within 20 s " + what, System.nanoTime() < deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
