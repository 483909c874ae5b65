package io.kindling.driver;

import io.kindling.api.KindlingException;
import io.kindling.deploy.ClassSpace;
import io.kindling.deploy.ClassSpaces;
import io.kindling.driver.config.DriverKeys;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Whose context it is.
 *
 * @param bundle the application's bundle, or null if it is none
 * @param loader the application's class loader, if it is no bundle
 */
record Owner(Bundle bundle, ClassLoader loader) {

    private static final String UNNAMED = "kindling-app";

    /** Whoever has defined a class. */
    static Owner of(final Class<?> definer) {
        final Bundle bundle = FrameworkUtil.getBundle(definer);
        return bundle == null ? new Owner(null, definer.getClassLoader()) : new Owner(bundle, null);
    }

    ClassSpace open(final ClassSpaces spaces, final Map<String, String> configuration) {
        return bundle == null ? spaces.ofLoader(loader, jars(configuration)) : spaces.ofBundle(bundle);
    }

    /**
     * A bundle beside the application's own.
     *
     * @param name its symbolic name, or {@code symbolic.name/version}
     * @throws KindlingException if there is none or there are several, it does not resolve, or the application is no bundle
     */
    Bundle find(final String name) {
        final BundleContext context = bundle == null ? null : bundle.getBundleContext();
        if (context == null) {
            throw new KindlingException("The bundle " + name + " cannot be added: the application " + (bundle == null ? "belongs to no bundle; use addJar"
                    : "is the bundle " + bundle.getSymbolicName() + ", which is not active"));
        }
        final List<Bundle> found = Arrays.stream(context.getBundles()).filter(each -> name.equals(each.getSymbolicName())
                || name.equals(each.getSymbolicName() + "/" + each.getVersion())).toList();
        if (found.size() != 1) {
            throw new KindlingException(found.isEmpty() ? "No bundle " + name + " is installed in this container"
                    : "Several bundles " + name + " are installed; add its version, as one of "
                    + found.stream().map(each -> each.getSymbolicName() + "/" + each.getVersion()).collect(Collectors.joining(", ")));
        }
        final Bundle one = found.get(0);
        if (!context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class).resolveBundles(found)) {
            throw new KindlingException("The bundle " + name + " cannot be added: it does not resolve in this container");
        }
        return one;
    }

    /** What the application is called if its configuration does not say. */
    String defaultName() {
        if (bundle != null) {
            return bundle.getSymbolicName() == null ? UNNAMED : bundle.getSymbolicName();
        }
        final String command = System.getProperty("sun.java.command", "").strip();
        final String main = command.isEmpty() ? "" : command.split("\\s+")[0];
        return main.isEmpty() || main.contains("/") || main.endsWith(".jar") ? UNNAMED : main;
    }

    private static List<Path> jars(final Map<String, String> configuration) {
        return DriverKeys.JARS.read(configuration).stream().map(Owner::path).toList();
    }

    private static Path path(final String text) {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (final InvalidPathException e) {
            throw new KindlingException(DriverKeys.JARS.name() + " names " + text + ", which is no path: " + e.getReason(), e);
        }
    }
}
