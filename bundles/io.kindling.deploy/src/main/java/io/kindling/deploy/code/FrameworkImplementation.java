package io.kindling.deploy.code;

import io.kindling.api.KindlingException;
import java.net.URL;
import java.security.CodeSource;

/**
 * The jar of a framework's implementation, from which further frameworks are started.
 *
 * @param jar where it is
 */
public record FrameworkImplementation(URL jar) {

    /** The implementation that a class belongs to, e.g. that of the running system bundle. */
    public static FrameworkImplementation of(final Class<?> part) {
        final CodeSource source = part.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new KindlingException("The OSGi framework's jar cannot be told from " + part.getName()
                    + ", so that this process cannot open bundles; ship plain JARs instead");
        }
        return new FrameworkImplementation(source.getLocation());
    }
}
