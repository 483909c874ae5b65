package io.kindling.deploy.code;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The flat class path of an application's plain jars. */
public final class ApplicationLoader extends URLClassLoader {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationLoader.class);

    static {
        registerAsParallelCapable();
    }

    /** @param api the loader that has the API */
    public ApplicationLoader(final List<Path> jars, final ClassLoader api) {
        super("kindling-application", jars.stream().map(ApplicationLoader::url).toArray(URL[]::new), new ApiLoader(api));
        openJars();
    }

    private ApplicationLoader(final URL[] jars, final ClassLoader parent) {
        super("kindling-application-more", jars, parent);
        openJars();
    }

    /** They would be opened at the first class that is looked for in vain in those before; what cleans up temporary files may have come by then. */
    private void openJars() {
        findResource("no such entry");
    }

    /** Jars beside code that has a loader already; they see its classes. */
    static ApplicationLoader beside(final ClassLoader application, final List<Path> jars) {
        return new ApplicationLoader(jars.stream().map(ApplicationLoader::url).toArray(URL[]::new), application);
    }

    private static URL url(final Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (final MalformedURLException e) {
            throw new IllegalArgumentException("No URL for " + jar, e);
        }
    }

    @Override
    public void close() {
        Departure.of(this);
        try {
            super.close();
        } catch (final IOException e) {
            LOG.warn("Cannot close {}: {}", getName(), e.toString());
        }
    }
}
