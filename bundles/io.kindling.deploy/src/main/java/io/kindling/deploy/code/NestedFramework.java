package io.kindling.deploy.code;

import io.kindling.api.KindlingException;
import io.kindling.deploy.Artifact;
import io.kindling.deploy.artifact.TemporaryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A framework of one class space's own, in which the application's bundles run. Its system bundle offers the JDK, the API, slf4j and what
 * every framework has. Thrown away whole.
 */
final class NestedFramework implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NestedFramework.class);
    private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final TemporaryFiles files = new TemporaryFiles("kindling-framework-");
    private final FrameworkLoader loader;
    private final Framework framework;
    private final Map<String, Bundle> byHash = new LinkedHashMap<>();

    /** @throws KindlingException if the framework or a bundle does not start or does not resolve; it says which and why */
    NestedFramework(final FrameworkImplementation implementation, final GivenPackages given, final Supplies supplies, final List<Artifact> bundles) {
        loader = new FrameworkLoader(implementation.jar(), given.api());
        final FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class, loader).findFirst().orElseThrow(() ->
                new KindlingException("The OSGi framework at " + implementation.jar() + " offers no FrameworkFactory"));
        framework = factory.newFramework(settings(given));
        try {
            framework.start();
            for (final Artifact bundle : bundles) {
                byHash.put(bundle.hash(), install(bundle));
            }
            final List<Bundle> supplied = new ArrayList<>();
            for (final String name : Supplies.wantedBy(byHash.values())) {
                supplied.add(framework.getBundleContext().installBundle("kindling:supplied/" + name, Files.newInputStream(supplies.jar(name))));
            }
            framework.adapt(FrameworkWiring.class).resolveBundles(supplied); // not every bundle that has components says so with a requirement
            resolve();
            supplied.forEach(this::start); // first: they find the components as the bundles start
            final List<Bundle> providersFirst = new ArrayList<>(byHash.values());
            Collections.reverse(providersFirst);
            providersFirst.forEach(this::start);
        } catch (final BundleException | IOException | RuntimeException e) {
            close();
            throw e instanceof KindlingException known ? known
                    : new KindlingException("The application's bundles cannot be opened: " + e.getMessage(), e);
        }
    }

    private Map<String, String> settings(final GivenPackages given) {
        final Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, files.next("").toString());
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, given.header());
        settings.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE); // two builds of one snapshot
        settings.put("felix.service.urlhandlers", "false"); // the JVM takes those of one framework only
        settings.put("felix.cache.locking", "false");
        settings.put("felix.log.level", "0");
        settings.put("felix.resolver.parallelism", "1"); // on the caller's thread: the pool's would outlive the framework
        return settings;
    }

    private Bundle install(final Artifact artifact) throws BundleException, IOException {
        try (InputStream in = Files.newInputStream(artifact.file())) {
            return framework.getBundleContext().installBundle("kindling:" + artifact.hash(), in);
        }
    }

    private void resolve() {
        if (framework.adapt(FrameworkWiring.class).resolveBundles(byHash.values())) {
            return;
        }
        for (final Bundle bundle : byHash.values()) {
            if (bundle.getState() == Bundle.INSTALLED) {
                throw new KindlingException("The bundle " + bundle + " of the application does not resolve on this executor, which offers only the JDK, "
                        + "the Kindling API, slf4j and Declarative Services besides the bundles that came: " + reason(bundle));
            }
        }
    }

    /** A lazy one waits for its first class; a fragment is part of its host. */
    private void start(final Bundle bundle) {
        if (isFragment(bundle)) {
            return;
        }
        final Thread thread = Thread.currentThread();
        final ClassLoader before = thread.getContextClassLoader();
        try {
            final BundleWiring wiring = bundle.adapt(BundleWiring.class);
            thread.setContextClassLoader(wiring == null ? null : wiring.getClassLoader()); // an unresolved one says at its start what it lacks
            bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
        } catch (final BundleException e) {
            final Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new KindlingException("The bundle " + bundle + " of the application does not start on this executor: " + cause, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static boolean isFragment(final Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    /** Only a start tells why a bundle does not resolve; it cannot succeed. */
    private static String reason(final Bundle bundle) {
        if (isFragment(bundle)) {
            return "it is a fragment whose host is not among them, or that asks for more than they have";
        }
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return "no reason was given";
        } catch (final BundleException e) {
            return e.getMessage();
        }
    }

    /** Bundles by the hash of their content, the application's first. */
    Map<String, Bundle> bundles() {
        return byHash;
    }

    @Override
    public void close() {
        try {
            framework.stop();
            if (framework.waitForStop(STOP_MILLIS).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                LOG.warn("A class space's framework did not stop within {} ms", STOP_MILLIS);
            }
            loader.close();
        } catch (final BundleException | IOException e) {
            LOG.warn("A class space's framework does not stop: {}", e.getMessage());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            files.close();
        }
    }
}
