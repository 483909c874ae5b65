package io.kindling.cli;

import io.kindling.api.KindlingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntBiFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/**
 * An example that is a bundle: installed into the driver's framework for as long as it runs. It offers its program as a
 * {@code ToIntBiFunction} of configuration and arguments with the property {@code kindling.example=NAME}.
 */
final class BundleExample {

    private static final long LIMIT_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final BundleContext framework;
    private final Path jar;
    private final String name;

    BundleExample(final BundleContext framework, final Path jar, final String name) {
        this.framework = framework;
        this.jar = jar;
        this.name = name;
    }

    /** Runs it to its end on the calling thread; its exit code. */
    int run(final Map<String, String> configuration, final List<String> arguments) {
        if (!Files.isRegularFile(jar)) {
            throw new KindlingException("The example is not at " + jar + "; build the distribution with 'mvn package'");
        }
        try {
            final Bundle bundle = framework.installBundle("reference:" + jar.toUri());
            try {
                bundle.start(Bundle.START_TRANSIENT);
                return program(configuration, arguments);
            } finally {
                bundle.uninstall();
            }
        } catch (final BundleException e) {
            throw new KindlingException("The example " + name + " does not start: " + e.getMessage(), e);
        }
    }

    private int program(final Map<String, String> configuration, final List<String> arguments) {
        final ServiceTracker<Object, ToIntBiFunction<Map<String, String>, List<String>>> tracker = tracker();
        tracker.open();
        try {
            final ToIntBiFunction<Map<String, String>, List<String>> program = tracker.waitForService(LIMIT_MILLIS);
            if (program == null) {
                throw new KindlingException("The example " + name + " did not offer its program in " + LIMIT_MILLIS + " ms; KINDLING_LOG_LEVEL=debug tells more");
            }
            return program.applyAsInt(configuration, arguments);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KindlingException("The example " + name + " was interrupted", e);
        } finally {
            tracker.close();
        }
    }

    private ServiceTracker<Object, ToIntBiFunction<Map<String, String>, List<String>>> tracker() {
        try {
            return new ServiceTracker<>(framework, FrameworkUtil.createFilter("(kindling.example=" + name + ")"), null);
        } catch (final InvalidSyntaxException e) {
            throw new KindlingException("'" + name + "' is no name of an example", e);
        }
    }
}
