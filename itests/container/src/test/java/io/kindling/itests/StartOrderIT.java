package io.kindling.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;

/** Bundles are installed, started and stopped in any order, the application's among them, with a context left open: jobs run, nothing hangs. */
@RunWith(Parameterized.class)
public class StartOrderIT {

    private static final int ORDERS = 6;
    private static final long LIMIT_MILLIS = TimeUnit.SECONDS.toMillis(30);

    @Rule
    public final Timeout limit = Timeout.seconds(120);

    @Rule
    public final TemporaryFolder files = new TemporaryFolder();

    private final long seed;

    public StartOrderIT(final long seed) {
        this.seed = seed;
    }

    @Parameters(name = "seed {0}")
    public static List<Long> seeds() {
        return IntStream.rangeClosed(1, ORDERS).mapToObj(Long::valueOf).toList();
    }

    @Test
    public void shouldRunJobsWhateverStartedFirstAndStopWhateverStopsFirst() throws Exception {
        final Random random = new Random(seed);
        final Framework framework = PlainFramework.start(files.newFolder().toPath());
        try {
            final List<Bundle> bundles = install(framework.getBundleContext(), random);
            Collections.shuffle(bundles, random);
            for (final Bundle bundle : bundles) {
                bundle.start();
            }

            runJobs(framework.getBundleContext());

            Collections.shuffle(bundles, random);
            for (final Bundle bundle : bundles) {
                bundle.stop();
            }
        } finally {
            framework.stop();
            framework.waitForStop(LIMIT_MILLIS);
        }
        final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        while (Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().contains("app-"))) {
            assertTrue("threads of the application end", System.nanoTime() < deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static List<Bundle> install(final BundleContext context, final Random random) throws Exception {
        final List<Path> jars = new ArrayList<>(new FeatureFiles().bundles("kindling"));
        jars.add(Path.of(System.getProperty("kindling.test.exampleBundle")));
        Collections.shuffle(jars, random);
        final List<Bundle> bundles = new ArrayList<>();
        bundles.add(context.installBundle("keeper", ContainerOptions.keeperBundle(ContainerOptions.FIRST_KEEPER)));
        for (final Path jar : jars) {
            bundles.add(context.installBundle(jar.toUri().toString()));
        }
        return bundles;
    }

    /** One in a context that is closed, one in a context that stays open. */
    private void runJobs(final BundleContext context) throws Exception {
        final Path text = Files.writeString(files.newFile().toPath(), "so so\n");
        final BiFunction<String, String, Map<String, Integer>> counter = service(context, "word-count");
        assertEquals(Map.of("so", 2), counter.apply("local[2]", text.toString()));

        final Function<String, UnaryOperator<String>> keeper = service(context, "keeper");
        final UnaryOperator<String> job = keeper.apply("local[2]");
        assertEquals(Long.toString(ProcessHandle.current().pid()), job.apply(text + "," + text));
    }

    private static <T> T service(final BundleContext context, final String example) throws Exception {
        final ServiceTracker<T, T> tracker = new ServiceTracker<>(context, context.createFilter("(example=" + example + ")"), null);
        tracker.open();
        try {
            final T service = tracker.waitForService(LIMIT_MILLIS);
            assertNotNull(example + " is offered", service);
            return service;
        } finally {
            tracker.close();
        }
    }
}
