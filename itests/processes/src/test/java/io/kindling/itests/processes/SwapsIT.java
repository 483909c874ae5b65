package io.kindling.itests.processes;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.admin.Applications;
import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.ContextOpener;
import io.kindling.itests.app.KeyCounts;
import io.kindling.launcher.EmbeddedFramework;
import io.kindling.launcher.FrameworkOptions;
import io.kindling.launcher.RuntimeHome;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The driver's cluster-manager bundle is stopped, updated, uninstalled and refreshed at random moments while jobs run, with
 * real processes. A few swaps in the normal run, a hundred with {@code -Pswaps}; {@code -Dkindling.swaps.seed} repeats one.
 */
public class SwapsIT {

    private static final int SWAPS = Integer.getInteger("test.swaps", 6);
    private static final long SEED = Long.getLong("test.swaps.seed", 1);
    private static final String BUNDLE = "io.kindling.cluster.standalone";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final StandaloneCluster cluster = new StandaloneCluster(folder);
    @Rule
    public final RuleChain rules = RuleChain.outerRule(folder).around(cluster);

    private final Random random = new Random(SEED);
    private final AtomicBoolean ending = new AtomicBoolean();
    private List<byte[]> builds;
    private EmbeddedFramework framework;

    @Before
    public void startFramework() throws Exception {
        final Path root = folder.getRoot().toPath();
        builds = List.of(Files.readAllBytes(Builds.of(BUNDLE, 1, root)), Files.readAllBytes(Builds.of(BUNDLE, 2, root)));
        framework = EmbeddedFramework.start(new RuntimeHome(Kindling.home()), "driver", new FrameworkOptions(Map.of(), Set.of("io.kindling.api")));
        assertEquals(List.of(), framework.problems());
    }

    @After
    public void stopFramework() {
        framework.close();
    }

    @Test
    public void shouldKeepResultsAndExecutorsWhateverBecomesOfTheClusterManagersBundle() throws Exception {
        final ContextOpener opener = framework.service(ContextOpener.class, null, Duration.ofSeconds(10));
        final KindlingConf conf = new KindlingConf(false).setMaster(cluster.url()).setAppName("swaps")
                .set("kindling.credentials.file", cluster.credentials().toString()).set("kindling.executor.instances", "2");
        try (KindlingContext context = new KindlingContext(opener.open(conf, SwapsIT.class.getClassLoader()))) {
            assertEquals(KeyCounts.expected(), KeyCounts.count(context));
            cluster.addWorker();
            Await.until("both executors are there", 30, () -> executors().size() == 2);
            final Set<Long> executors = executors();
            final CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> load(context));
            final CompletableFuture<Integer> comers = CompletableFuture.supplyAsync(() -> comeAndGo(conf.toMap()));
            for (int swap = 0; swap < SWAPS; swap++) {
                final String what = "swap " + swap + " of seed " + SEED + ": " + swap(random.nextInt(4));
                assertTrue(what, executors().containsAll(executors));
                TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
                throwWhatEnded(load);
                throwWhatEnded(comers);
            }
            ending.set(true);
            load.get(120, TimeUnit.SECONDS);
            assertTrue("others came and went", comers.get(120, TimeUnit.SECONDS) > 0);
            Await.until("the executors are those of the first application, and no other", 30, () -> executors().equals(executors));
            final Applications applications = framework.service(Applications.class, null, Duration.ofSeconds(10));
            assertEquals(0, applications.list().get(0).failedTasks());
        }
        Await.until("only the daemons are left", 30, () -> LocalProcesses.all().size() == 4);
        Await.until("no directory is left", 30, () -> cluster.workFiles().isEmpty());
    }

    @Test
    public void shouldKeepAClusterOfThisMachineWhoseInnerAdapterIsSwapped() throws Exception {
        final ContextOpener opener = framework.service(ContextOpener.class, null, Duration.ofSeconds(10));
        final KindlingConf conf = new KindlingConf(false).setMaster("local-cluster[2,1,1024]").setAppName("swaps");
        try (KindlingContext context = new KindlingContext(opener.open(conf, SwapsIT.class.getClassLoader()))) {
            assertEquals(KeyCounts.expected(), KeyCounts.count(context));
            Await.until("both executors are there", 30, () -> executors().size() == 2);
            final Set<Long> before = LocalProcesses.all().stream().map(ProcessHandle::pid).collect(Collectors.toSet());
            for (int kind = 0; kind < 4; kind++) {
                swap(kind);
                assertEquals(KeyCounts.expected(), KeyCounts.count(context));
            }
            assertEquals("master, workers and executors", before, LocalProcesses.all().stream().map(ProcessHandle::pid).collect(Collectors.toSet()));
            assertEquals(0, framework.service(Applications.class, null, Duration.ofSeconds(10)).list().get(0).failedTasks());
        }
        Await.until("only the daemons are left", 30, () -> LocalProcesses.all().size() == 3);
    }

    private int load(final KindlingContext context) {
        int done = 0;
        while (!ending.get()) {
            assertEquals(KeyCounts.expected(), KeyCounts.count(context));
            done++;
        }
        return done;
    }

    /** Applications that begin and end all the time: some executor is asked for, granted, launched or released at every swap. */
    private int comeAndGo(final Map<String, String> settings) {
        int done = 0;
        while (!ending.get() || done == 0) {
            final ContextBackend backend;
            try {
                final ContextOpener opener = framework.service(ContextOpener.class, null, Duration.ofSeconds(10));
                backend = opener.open(new KindlingConf(false).setAll(settings).set("kindling.executor.instances", "1"), SwapsIT.class.getClassLoader());
            } catch (final KindlingException e) {
                // Without its cluster manager no application begins; one that has begun goes on.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                continue;
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
            try (KindlingContext context = new KindlingContext(backend)) {
                assertEquals(KeyCounts.expected(), KeyCounts.count(context));
                done++;
            }
        }
        return done;
    }

    private static void throwWhatEnded(final CompletableFuture<Integer> load) throws Exception {
        if (load.isDone()) {
            throw new AssertionError("ended with " + load.get());
        }
    }

    /** Does one of the things that an operator may do to a bundle, and brings it back. */
    private String swap(final int kind) throws Exception {
        final Bundle bundle = bundle();
        final byte[] build = builds.get(random.nextInt(2));
        switch (kind) {
            case 0 -> bundle.update(new ByteArrayInputStream(build));
            case 1 -> {
                bundle.stop();
                pause();
                bundle.start();
            }
            case 2 -> {
                bundle.uninstall();
                pause();
                refresh(bundle);
                framework.context().installBundle("swaps:" + random.nextLong(), new ByteArrayInputStream(build)).start();
            }
            default -> {
                bundle.update(new ByteArrayInputStream(build));
                refresh(bundle);
            }
        }
        return List.of("update", "stop and start", "uninstall and install", "update and refresh").get(kind);
    }

    private void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
    }

    private void refresh(final Bundle bundle) throws InterruptedException {
        final CountDownLatch done = new CountDownLatch(1);
        framework.context().getBundle().adapt(FrameworkWiring.class).refreshBundles(Set.of(bundle), event -> done.countDown());
        if (!done.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("not refreshed");
        }
    }

    private Bundle bundle() {
        return Arrays.stream(framework.context().getBundles()).filter(each -> BUNDLE.equals(each.getSymbolicName())).findFirst().orElseThrow();
    }

    private static Set<Long> executors() {
        return LocalProcesses.all().stream().filter(process -> LocalProcesses.isOf(process, "executor")).map(ProcessHandle::pid).collect(Collectors.toSet());
    }
}
