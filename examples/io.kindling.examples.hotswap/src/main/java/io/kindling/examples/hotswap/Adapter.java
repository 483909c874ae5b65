package io.kindling.examples.hotswap;

import io.kindling.api.KindlingException;
import io.kindling.api.admin.Applications;
import java.io.ByteArrayInputStream;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** The bundles that are the cluster manager's adapter in this driver: the one for local clusters and the one that it stands on. */
final class Adapter {

    private static final List<String> NAMES = List.of("io.kindling.cluster.local", "io.kindling.cluster.standalone");
    private static final long LIMIT_SECONDS = 30;
    private static final long LOOK_MILLIS = 20;

    private final BundleContext bundles;
    private final Applications applications;
    private final Map<Bundle, Builds> builds = new LinkedHashMap<>();

    Adapter(final BundleContext bundles, final Applications applications) {
        this.bundles = bundles;
        this.applications = applications;
        for (final String name : NAMES) {
            final Bundle bundle = Arrays.stream(bundles.getBundles()).filter(each -> name.equals(each.getSymbolicName())).findFirst()
                    .orElseThrow(() -> new KindlingException("hot-swap needs the bundle " + name + ", which is not in this framework"));
            builds.put(bundle, Builds.of(bundle));
        }
    }

    /** The versions of the services that are there. */
    String versions() {
        return applications.clusterManagers().stream().filter(manager -> NAMES.contains(manager.bundle()))
                .map(manager -> manager.name() + " " + manager.version()).distinct().sorted().collect(Collectors.joining(", "));
    }

    /** The class loaders that the next update makes superfluous. */
    List<WeakReference<ClassLoader>> loaders() {
        return builds.keySet().stream().map(bundle -> new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader())).toList();
    }

    /** Replaces all of them by their other builds; in between there is no cluster manager. */
    void update() throws InterruptedException {
        try {
            for (final Bundle bundle : builds.keySet()) {
                bundle.stop(Bundle.STOP_TRANSIENT);
            }
            for (final Map.Entry<Bundle, Builds> entry : builds.entrySet()) {
                entry.getKey().update(new ByteArrayInputStream(entry.getValue().other()));
            }
            refresh();
            for (final Bundle bundle : builds.keySet()) {
                bundle.start(Bundle.START_TRANSIENT);
            }
        } catch (final BundleException e) {
            throw new KindlingException("the cluster manager could not be updated: " + e.getMessage(), e);
        }
    }

    /** Collects garbage until none of the loaders is left; whether it came to that. */
    static boolean collected(final List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (loaders.stream().anyMatch(loader -> loader.get() != null)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            System.gc();
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return true;
    }

    private void refresh() throws InterruptedException {
        final CompletableFuture<Void> done = new CompletableFuture<>();
        final FrameworkListener listener = event -> done.complete(null);
        bundles.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class).refreshBundles(builds.keySet(), listener);
        try {
            done.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (final ExecutionException | TimeoutException e) {
            throw new KindlingException("the framework has not refreshed " + NAMES + " in " + LIMIT_SECONDS + " s", e);
        }
    }
}
