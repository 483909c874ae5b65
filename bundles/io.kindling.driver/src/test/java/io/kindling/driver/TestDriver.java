package io.kindling.driver;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingContext;
import io.kindling.api.admin.ApplicationEvent;
import io.kindling.api.spi.ProgressListener;
import io.kindling.api.spi.StageProgress;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.common.Clock;
import io.kindling.dataflow.RecordCodecs;
import io.kindling.deploy.DeployedClassSpaces;
import io.kindling.driver.config.DriverConfigSchema;
import io.kindling.driver.control.ClusterControl;
import io.kindling.driver.control.ClusterProvider;
import io.kindling.driver.kit.FakeCluster;
import io.kindling.driver.kit.MemoryShuffle;
import io.kindling.driver.kit.TaskRunner;
import io.kindling.driver.kit.TestExecutor;
import io.kindling.scheduler.FifoSchedulerFactory;
import io.kindling.transport.local.LocalTransport;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.felix.framework.Felix;

/** A driver with our own scheduler, class spaces and local transport, on a fake cluster. */
final class TestDriver implements AutoCloseable {

    final LocalTransport transport = new LocalTransport();
    final FakeCluster cluster;
    final ServiceBoard services = new ServiceBoard();
    final DeployedClassSpaces spaces = new DeployedClassSpaces(Felix.class);
    final List<String> notices = new CopyOnWriteArrayList<>();
    final List<ApplicationEvent> events = new CopyOnWriteArrayList<>();
    final List<StageProgress> progress = new CopyOnWriteArrayList<>();
    final BlockingQueue<TestExecutor> executors = new LinkedBlockingQueue<>();
    final KindlingConf conf = new KindlingConf(false).setMaster("fake").set("kindling.transport", "scripted").setAppName("test");
    DriverContext context;

    TestDriver(final int grants) {
        cluster = new FakeCluster(grants);
        services.transports().add(new NamedTransport("scripted", 0, transport));
        services.clusters().add(provider(cluster));
        services.schedulers().add(new FifoSchedulerFactory());
        services.classSpaces().add(spaces);
        services.codecs().add(RecordCodecs.factory());
        services.schemas().add(new DriverConfigSchema());
        services.applicationListeners().add(events::add);
        services.listeners().add(new ProgressListener() {

            @Override
            public void onProgress(final StageProgress news) {
                progress.add(news);
            }

            @Override
            public void onNotice(final String application, final String text) {
                notices.add(text);
            }
        });
    }

    /** An adapter as a registry would know it. */
    static ClusterProvider provider(final ClusterManager cluster) {
        return ClusterProvider.of(cluster, "fake.bundle", "1.0.0", 0);
    }

    /** An adapter comes. */
    void comes(final ClusterManager cluster) {
        services.clusters().add(provider(cluster));
        services.controls().forEach(ClusterControl::providersChanged);
    }

    /** An adapter goes; waits until it has been let go. */
    void goes(final ClusterManager cluster) {
        services.clusters().removeIf(each -> each.manager() == cluster);
        services.controls().forEach(control -> control.leave(cluster).join());
    }

    TestDriver with(final String key, final String value) {
        conf.set(key, value);
        return this;
    }

    /** Executors do what the test says. */
    KindlingContext scripted() {
        cluster.launcher = spec -> executor(() -> executors.add(new TestExecutor(transport, spec).register()));
        return open();
    }

    /** The same, on one host after the other. */
    KindlingContext scriptedOn(final String... hosts) {
        cluster.launcher = spec -> executor(() -> {
            final TestExecutor executor = new TestExecutor(transport, spec);
            executors.add(executor.register(executor.id, executor.bootstrap.getProperty("runtimeVersion"), hosts[executor.id % hosts.length]));
        });
        return open();
    }

    /** Executors run their tasks. */
    KindlingContext running() {
        final MemoryShuffle shuffle = new MemoryShuffle();
        cluster.launcher = spec -> executor(new TaskRunner(transport, spec, spaces::lent, shuffle));
        return open();
    }

    KindlingContext open() {
        context = new ContextStarter(services, "1.2.3", Clock.SYSTEM, new SecureRandom())
                .start(conf, new Owner(null, TestDriver.class.getClassLoader()), ended -> { });
        return new KindlingContext(context);
    }

    TestExecutor executor() {
        try {
            final TestExecutor next = executors.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("No executor has registered");
            }
            return next;
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static <T> CompletableFuture<T> async(final Callable<T> action) {
        final CompletableFuture<T> result = new CompletableFuture<>();
        thread(() -> {
            try {
                result.complete(action.call());
            } catch (final Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    static void await(final String what, final BooleanSupplier condition) {
        final long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(10)) {
                throw new AssertionError("Not within 10 s: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** One that comes when its context has ended, or never began, finds nobody there. */
    private void executor(final Runnable run) {
        thread(() -> {
            try {
                run.run();
            } catch (final UncheckedIOException e) {
                if (context != null && context.control().refusal() == null) {
                    throw e;
                }
            }
        });
    }

    private static void thread(final Runnable task) {
        final Thread thread = new Thread(task, "test");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }
}
