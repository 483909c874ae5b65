package io.kindling.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running framework with the bundles of one assembly, all active or their trouble known. The framework property
 * {@code kindling.home} tells the bundles where the runtime lies, {@code kindling.runtime.version} and {@code kindling.build}
 * which one it is. Any thread may close it, more than once.
 */
public final class EmbeddedFramework implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFramework.class);
    private static final long STOP_LIMIT_MS = TimeUnit.SECONDS.toMillis(5);
    /** For a service that is missing while bundles are: nobody starts those later, so it is there soon or never. */
    private static final long BROKEN_LIMIT_MS = TimeUnit.SECONDS.toMillis(2);

    private final Framework framework;
    private final StorageDirectory storage;
    private final List<String> problems = new ArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private EmbeddedFramework(final Framework framework, final StorageDirectory storage) {
        this.framework = framework;
        this.storage = storage;
    }

    /**
     * Starts a framework and all bundles of an assembly in it; returns when every bundle was told to start. Bundles that
     * could not start are reported by {@link #problems()}, the others run.
     *
     * @throws LaunchException when there is no such assembly, or the framework itself does not start
     */
    public static EmbeddedFramework start(final RuntimeHome home, final String assembly, final FrameworkOptions options) {
        return start(home, Assembly.read(home, assembly), options);
    }

    static EmbeddedFramework start(final RuntimeHome home, final Assembly assembly, final FrameworkOptions options) {
        final ClassPathBundles split = ClassPathBundles.split(assembly, options.fromClassPath());
        final StorageDirectory storage = StorageDirectory.create(Path.of(System.getProperty("java.io.tmpdir")));
        final Map<String, String> properties = new HashMap<>();
        properties.put("kindling.home", home.root().toString());
        properties.put("kindling.runtime.version", home.version());
        properties.put("kindling.build", home.build());
        properties.put(Constants.FRAMEWORK_STORAGE, storage.path().toString());
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, String.join(",", split.exports()));
        // The storage is this process's alone, and the framework's own log goes to stdout, which belongs to the program.
        properties.put("felix.cache.locking", "false");
        properties.put("felix.log.level", "0");
        // One per JVM, and it belongs to whoever owns the JVM. Bundles open their resources without it.
        properties.put("felix.service.urlhandlers", "false");
        // Threads that resolve a few dozen bundles cost more than they save.
        properties.put("felix.resolver.parallelism", "1");
        properties.putAll(options.properties());
        final EmbeddedFramework started = new EmbeddedFramework(factory().newFramework(properties), storage);
        try {
            started.startAll(split.bundles());
            return started;
        } catch (BundleException e) {
            started.close();
            throw new LaunchException("the framework does not start: " + e.getMessage(), e);
        }
    }

    private static FrameworkFactory factory() {
        return ServiceLoader.load(FrameworkFactory.class, EmbeddedFramework.class.getClassLoader()).findFirst()
            .orElseThrow(() -> new LaunchException("no OSGi framework on the class path: org.apache.felix.framework is missing"));
    }

    private void startAll(final List<Path> jars) throws BundleException {
        framework.init();
        final BundleContext context = framework.getBundleContext();
        context.addFrameworkListener(this::onFrameworkEvent);
        framework.start();
        final List<Bundle> bundles = new ArrayList<>();
        for (final Path jar : jars) {
            try {
                bundles.add(context.installBundle("reference:" + jar.toUri()));
            } catch (BundleException e) {
                problem("bundle " + jar + " cannot be installed: " + e.getMessage());
            }
        }
        // All at once is a third of the work of one after the other. What does not resolve says why when it is started.
        framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
        for (final Bundle bundle : bundles) {
            start(bundle);
        }
    }

    private void start(final Bundle bundle) {
        final boolean fragment = (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
        if (!fragment) {
            try {
                bundle.start(Bundle.START_TRANSIENT);
            } catch (BundleException e) {
                LOG.debug("bundle {} does not start", bundle.getSymbolicName(), e);
                problem("bundle " + bundle.getSymbolicName() + " does not start: " + e.getMessage()
                    + (e.getCause() == null ? "" : " " + e.getCause()));
            }
        }
    }

    /** Told at once: if it is a bundle that somebody added, everything else may well be there. */
    private void problem(final String text) {
        LOG.warn(text);
        problems.add(text);
    }

    private void onFrameworkEvent(final FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR || event.getType() == FrameworkEvent.WARNING) {
            LOG.warn("{}: {}", event.getBundle().getSymbolicName(), String.valueOf(event.getThrowable()));
            LOG.debug("the framework reports", event.getThrowable());
        }
    }

    /** The context of the system bundle: services are found and registered through it. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Whether it runs and is not about to stop. */
    boolean isActive() {
        return !closing.get() && framework.getState() == Bundle.ACTIVE;
    }

    /** A directory of this framework's own, which goes with it. */
    Path storage() {
        return storage.path();
    }

    /** What went wrong while bundles were installed and started, one line each; empty when all are active. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /**
     * Waits for a service of one of the bundles; it is in use from then on until the framework stops.
     *
     * @param filter its properties in the syntax of filters, or null for any
     * @throws LaunchException when it is not there within {@code limit}, or sooner when bundles have not started; says
     *                         which bundles and services stand in the way
     */
    public <T> T service(final Class<T> type, final String filter, final Duration limit) throws InterruptedException {
        return track(type, filter, limit).getService();
    }

    /**
     * As {@link #service}, and also tells of services that come later. The tracker stays open until the framework stops: a
     * component that nobody uses would be deactivated.
     */
    <T> ServiceTracker<T, T> track(final Class<T> type, final String filter, final Duration limit) throws InterruptedException {
        final ServiceTracker<T, T> tracker = new ServiceTracker<>(context(), filterOf(type, filter), null);
        tracker.open();
        final boolean there = tracker.getService() != null;
        final boolean broken = !there && tracker.getServiceReference() != null;
        final long wait = problems.isEmpty() ? limit.toMillis() : Math.min(limit.toMillis(), BROKEN_LIMIT_MS);
        if (there || !broken && tracker.waitForService(wait) != null) {
            return tracker;
        }
        if (context() == null) {
            throw new LaunchException("no service " + filterOf(type, filter) + ": the framework has been stopped");
        }
        final String reason = broken ? "it could not be made, and bundle "
            + tracker.getServiceReference().getBundle().getSymbolicName() + " logged why"
            : "not there after " + wait + " ms:\n" + String.join("\n", new Diagnosis(context(), problems).lines());
        tracker.close();
        throw new LaunchException("no service " + filterOf(type, filter) + ": " + reason);
    }

    private static Filter filterOf(final Class<?> type, final String filter) {
        final String byType = "(objectClass=" + type.getName() + ")";
        try {
            return FrameworkUtil.createFilter(filter == null ? byType : "(&" + byType + filter + ")");
        } catch (InvalidSyntaxException e) {
            throw new LaunchException("'" + filter + "' is not a filter of services: " + e.getMessage(), e);
        }
    }

    /**
     * Stops all bundles and deletes the framework's storage; waits a few seconds at most, and logs when that is not
     * enough. Whoever comes second waits for the first: a JVM that is going down must not outrun the stop.
     */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            stop();
            closed.countDown();
            return;
        }
        try {
            if (!closed.await(2 * STOP_LIMIT_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("another thread has been stopping the framework for {} ms", 2 * STOP_LIMIT_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        try {
            framework.stop();
            if (framework.waitForStop(STOP_LIMIT_MS).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                LOG.warn("bundles did not stop within {} ms; going on without them", STOP_LIMIT_MS);
            }
        } catch (BundleException e) {
            LOG.warn("the framework does not stop: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            deleteStorage();
        }
    }

    private void deleteStorage() {
        try {
            storage.close();
        } catch (IOException e) {
            LOG.warn("cannot delete {}: {}", storage.path(), e.toString());
        }
    }
}
