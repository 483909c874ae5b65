package io.kindling.itests.cycles;

import static org.junit.Assert.assertEquals;

import java.io.ByteArrayInputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
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
    private static final long PAUSE_MILLIS = 10;
    private static final int QUICKLY = 4;
    private static final int LONGEST_NANOS = 30_000_000;

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
        final List<WeakReference<?>> old = new ArrayList<>(List.of(loader(bundle)));
        switch (number / ADAPTERS.size() % 4) {
            case 0 -> updateInQuickSuccession(bundle, new Random(number), old);
            case 1 -> {
                bundle.stop();
                bundle.update(new ByteArrayInputStream(build(adapter)));
                bundle.start();
            }
            case 2 -> stopAndStartInQuickSuccession(bundle, new Random(number));
            default -> reinstall(bundle, build(adapter));
        }
        for (final CompletableFuture<String> job : running) {
            assertEquals("round " + number + " of " + adapter, Build.RESULT, job.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        }
        for (final Callable<String> job : jobs) {
            awaitAdapter(job);
        }
        return old;
    }

    /** Jobs end without an adapter too; whatever a session has is measured only when it is there. */
    private static void awaitAdapter(final Callable<String> job) throws InterruptedException {
        final Supplier<?> state = (Supplier<?>) job;
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!"PRESENT".equals(state.get()) && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        assertEquals("PRESENT", state.get());
    }

    /** Nobody waits for the driver to have noticed: an adapter goes while applications are handed over to it. */
    private void updateInQuickSuccession(final Bundle bundle, final Random moments, final List<WeakReference<?>> old) throws Exception {
        for (int i = 1; i <= QUICKLY; i++) {
            bundle.update(new ByteArrayInputStream(build(bundle.getSymbolicName())));
            container.refresh(bundle);
            if (i < QUICKLY) {
                old.add(loader(bundle));
                goOn(moments);
            }
        }
    }

    private void stopAndStartInQuickSuccession(final Bundle bundle, final Random moments) throws Exception {
        for (int i = 0; i < QUICKLY; i++) {
            bundle.stop();
            goOn(moments);
            bundle.start();
            goOn(moments);
        }
        bundle.update(new ByteArrayInputStream(build(bundle.getSymbolicName())));
    }

    /** In the midst of whatever goes on after that time; the same times in each run. */
    private static void goOn(final Random moments) {
        LockSupport.parkNanos(moments.nextInt(LONGEST_NANOS));
    }

    private static WeakReference<?> loader(final Bundle bundle) {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
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
