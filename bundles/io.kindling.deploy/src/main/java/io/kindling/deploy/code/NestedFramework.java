package io.kindling.deploy.code;

import io.kindling.api.KindlingException;
import io.kindling.deploy.Artifact;
import io.kindling.deploy.artifact.TemporaryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A framework of one class space's own: bundles are resolved in it, not started. Its system bundle offers the JDK,
 * the API, slf4j and what every framework has. Thrown away whole.
 */
final class NestedFramework implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NestedFramework.class);
    private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final TemporaryFiles files = new TemporaryFiles("kindling-framework-");
    private final FrameworkLoader loader;
    private final Framework framework;
    private final Map<String, Bundle> byHash = new LinkedHashMap<>();

    /** @throws KindlingException if the framework does not start or the first bundle does not resolve; it says why */
    NestedFramework(final FrameworkImplementation implementation, final GivenPackages given, final List<Artifact> bundles) {
        loader = new FrameworkLoader(implementation.jar(), given.api());
        final FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class, loader).findFirst().orElseThrow(() ->
                new KindlingException("The OSGi framework at " + implementation.jar() + " offers no FrameworkFactory"));
        framework = factory.newFramework(settings(given));
        try {
            framework.start();
            for (final Artifact bundle : bundles) {
                byHash.put(bundle.hash(), install(bundle));
            }
            resolve();
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
        boolean first = true;
        for (final Bundle bundle : byHash.values()) {
            if (bundle.getState() == Bundle.INSTALLED) {
                final String message = "The bundle " + bundle + " of the application does not resolve on this executor, which offers only the JDK, "
                        + "the Kindling API and slf4j besides the bundles that came: " + reason(bundle);
                if (first) {
                    throw new KindlingException(message);
                }
                LOG.warn("{}", message); // only what was wired to something of the container's own; perhaps nobody asks for it
            }
            first = false;
        }
    }

    /** Only a start tells why a bundle does not resolve; it cannot succeed. */
    private static String reason(final Bundle bundle) {
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
