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
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

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
        return Arrays.stream(DriverKeys.JARS.read(configuration).split(",")).map(String::strip).filter(path -> !path.isEmpty())
                .map(Owner::path).toList();
    }

    private static Path path(final String text) {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (final InvalidPathException e) {
            throw new KindlingException(DriverKeys.JARS.name() + " names " + text + ", which is no path: " + e.getReason(), e);
        }
    }
}
