package io.kindling.cluster.standalone.command;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/**
 * Where and what the runtime is.
 *
 * @param home    its directory, or null if this framework was not started from one
 * @param version its build
 */
public record Installation(Path home, String version) {

    private static final String HOME = "kindling.home";
    private static final String VERSION = "kindling.runtime.version";

    /** As the framework's properties say; the bundle's version stands in for the runtime's where they do not. */
    public static Installation of(final BundleContext context) {
        final String home = context.getProperty(HOME);
        final String version = context.getProperty(VERSION);
        return new Installation(home == null ? null : Path.of(home), version == null ? context.getBundle().getVersion().toString() : version);
    }
}
