package io.kindling.itests.cycles;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A plain framework in this JVM with the driver's bundles and a container's logging. Not Pax Exam: whatever is in the JVM
 * beside the framework and the bundles would be measured too. Its one property says where the processes of a
 * {@code local-cluster} come from.
 */
final class TestContainer implements AutoCloseable {

    private static final long LIMIT_MILLIS = TimeUnit.SECONDS.toMillis(30);
    private static final String BUNDLE = "bundle ";

    private final Path home = Path.of(System.getProperty("kindling.test.distribution"));
    private final Framework framework;

    TestContainer(final Path storage) throws BundleException, IOException {
        framework = java.util.ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow()
                .newFramework(Map.of("org.osgi.framework.storage", storage.toString(), "kindling.home", home.toString(),
                        "org.ops4j.pax.logging.DefaultServiceLog.level", "WARN"));
        framework.start();
        install(Path.of(System.getProperty("kindling.test.logging"))).start();
        final List<Bundle> bundles = driver().map(this::install).toList();
        for (final Bundle bundle : bundles) {
            bundle.start();
        }
    }

    /** The driver's assembly, without the commands, which belong to processes of our own. */
    private Stream<Path> driver() throws IOException {
        return Files.readAllLines(home.resolve("assemblies").resolve("driver.list")).stream()
                .filter(line -> line.startsWith(BUNDLE))
                .map(line -> home.resolve("bundles").resolve(line.substring(BUNDLE.length()).strip()))
                .filter(path -> !path.getFileName().toString().startsWith("io.kindling.cli"));
    }

    private Bundle install(final Path jar) {
        try {
            return context().installBundle(jar.toUri().toString());
        } catch (final BundleException e) {
            throw new IllegalStateException(jar + " cannot be installed", e);
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** The jar of a bundle of the distribution. */
    Path jar(final String symbolicName) throws IOException {
        return driver().filter(path -> path.getFileName().toString().matches(symbolicName.replace(".", "\\.") + "-\\d.*")).findFirst().orElseThrow();
    }

    Bundle install(final String location, final byte[] jar) throws BundleException {
        return context().installBundle(location, new ByteArrayInputStream(jar));
    }

    Bundle bundle(final String symbolicName) {
        return Arrays.stream(context().getBundles()).filter(bundle -> symbolicName.equals(bundle.getSymbolicName())).findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }

    /** Waits for a service of a bundle, and gives it back: nothing here keeps it in use. */
    <T> T service(final Bundle bundle, final String filter) throws InvalidSyntaxException, InterruptedException {
        final ServiceTracker<T, T> tracker = new ServiceTracker<>(context(),
                context().createFilter("(&" + filter + "(service.bundleid=" + bundle.getBundleId() + "))"), null);
        tracker.open();
        try {
            final T service = tracker.waitForService(LIMIT_MILLIS);
            if (service == null) {
                throw new AssertionError("no service " + filter + " of " + bundle);
            }
            return service;
        } finally {
            tracker.close();
        }
    }

    /** Throws away what is left of bundles that were updated or uninstalled. */
    void refresh(final Bundle... bundles) throws InterruptedException {
        final CountDownLatch done = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundles), event -> done.countDown());
        if (!done.await(LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("no refresh of " + Arrays.toString(bundles));
        }
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(LIMIT_MILLIS);
    }
}
