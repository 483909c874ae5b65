package io.kindling.itests.cycles;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** An application is installed, runs, and goes, again and again; nothing of it remains. */
public class DeployIT {

    private static final int PROCESSES_EVERY = 20;
    private static final int PROCESSES_AT = 9;
    private static final int WAYS = 4;
    private static final long LIMIT_SECONDS = 30;

    @Rule
    public final TemporaryFolder storage = new TemporaryFolder();

    private final Rounds rounds = new Rounds("deploy");
    private TestContainer container;

    @Before
    public void start() throws Exception {
        container = new TestContainer(storage.newFolder().toPath());
    }

    @After
    public void stop() throws Exception {
        container.close();
    }

    @Test
    public void shouldLeaveNothingOfAnApplication() throws Exception {
        rounds.run(this::cycle);
    }

    private List<WeakReference<?>> cycle(final int number) throws Exception {
        final String master = number == 0 || number % PROCESSES_EVERY == PROCESSES_AT ? "local-cluster[1,1,512]" : "local[2]";
        final Bundle bundle = container.install("cycle", Build.ofApplication(number));
        bundle.start();
        final WeakReference<?> loader = new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
        final Function<String, Callable<String>> application = container.service(bundle, "(cycles=application)");
        final Callable<String> job = application.apply(master);
        assertEquals(Build.RESULT, job.call());
        switch (number % WAYS) {
            case 1 -> bundle.uninstall(); // which ends its context
            case 2 -> uninstallDuringJob(bundle, job);
            default -> {
                ((AutoCloseable) job).close();
                bundle.uninstall();
            }
        }
        container.refresh(bundle);
        return List.of(loader);
    }

    /** The job ends well or fails; in neither case does it keep anything. */
    private static void uninstallDuringJob(final Bundle bundle, final Callable<String> job) throws Exception {
        final CountDownLatch begun = new CountDownLatch(1);
        final CompletableFuture<String> outcome = CompletableFuture.supplyAsync(() -> {
            begun.countDown();
            try {
                return job.call();
            } catch (final Exception e) {
                return e.getMessage();
            }
        });
        begun.await();
        bundle.uninstall();
        final String said = outcome.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertTrue(said, said.equals(Build.RESULT) || said.contains(bundle.getSymbolicName()));
    }
}
