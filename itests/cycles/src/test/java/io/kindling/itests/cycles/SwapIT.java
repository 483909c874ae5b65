package io.kindling.itests.cycles;

import static org.junit.Assert.assertEquals;

import java.io.ByteArrayInputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Cluster managers are swapped under a running application, again and again: both adapters, with a context on
 * {@code local[2]} and one on a cluster of processes, and a job on each. Each old version goes.
 */
public class SwapIT {

    private static final List<String> ADAPTERS = List.of("io.kindling.cluster.local", "io.kindling.cluster.standalone");
    private static final long LIMIT_SECONDS = 60;

    @Rule
    public final TemporaryFolder storage = new TemporaryFolder();

    private final Rounds rounds = new Rounds("swap");
    private final AtomicInteger builds = new AtomicInteger();
    private final List<Callable<String>> jobs = new ArrayList<>();
    private TestContainer container;

    @Before
    public void start() throws Exception {
        container = new TestContainer(storage.newFolder().toPath());
        final Bundle bundle = container.install("application", Build.ofApplication(1));
        bundle.start();
        final Function<String, Callable<String>> application = container.service(bundle, "(cycles=application)");
        jobs.add(application.apply("local[2] once"));
        jobs.add(application.apply("local-cluster[1,1,512] once"));
        for (final Callable<String> job : jobs) {
            assertEquals(Build.RESULT, job.call());
        }
    }

    @After
    public void stop() throws Exception {
        for (final Callable<String> job : jobs) {
            ((AutoCloseable) job).close();
        }
        container.close();
    }

    @Test
    public void shouldLetEachOldVersionGo() throws Exception {
        rounds.run(this::cycle);
    }

    private List<WeakReference<?>> cycle(final int number) throws Exception {
        final List<CompletableFuture<String>> running = jobs.stream().map(SwapIT::begin).toList();
        final String adapter = ADAPTERS.get(number % ADAPTERS.size());
        final Bundle bundle = container.bundle(adapter);
        final WeakReference<?> loader = new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
        switch (number / ADAPTERS.size() % 4) {
            case 0, 2 -> bundle.update(new ByteArrayInputStream(build(adapter)));
            case 1 -> {
                bundle.stop();
                bundle.update(new ByteArrayInputStream(build(adapter)));
                bundle.start();
            }
            default -> reinstall(bundle, build(adapter));
        }
        for (final CompletableFuture<String> job : running) {
            assertEquals(Build.RESULT, job.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        }
        return List.of(loader);
    }

    private void reinstall(final Bundle bundle, final byte[] build) throws BundleException, InterruptedException {
        bundle.uninstall();
        container.refresh(bundle);
        container.install(bundle.getSymbolicName() + " " + builds, build).start();
    }

    private byte[] build(final String adapter) throws Exception {
        final Path jar = container.jar(adapter);
        return BundleJar.rebuilt(jar, builds.incrementAndGet() % 2);
    }

    private static CompletableFuture<String> begin(final Callable<String> job) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return job.call();
            } catch (final Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
