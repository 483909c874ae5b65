package io.kindling.api.spi;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingException;
import java.util.ServiceLoader;

/** Finds the runtime for {@code new KindlingContext(conf)}. */
public final class Runtimes {

    private Runtimes() {
    }

    /**
     * Opens a context with the runtime of the calling thread's class loader, or else one from the class path.
     *
     * @throws KindlingException if there is none
     */
    public static ContextBackend open(final KindlingConf conf) {
        final ClassLoader application = Thread.currentThread().getContextClassLoader();
        for (ClassLoader loader = application; loader != null; loader = loader.getParent()) {
            if (loader instanceof ContextFactorySource source) {
                return source.open(conf);
            }
        }
        return ServiceLoader.load(EmbeddedRuntime.class, Runtimes.class.getClassLoader()).findFirst()
                .orElseThrow(() -> new KindlingException("No Kindling runtime is on the class path: add the dependency "
                        + "io.kindling:io.kindling.embedded, use 'kindling submit', or in an OSGi container the service "
                        + "io.kindling.api.KindlingContextFactory"))
                .open(conf, application == null ? Runtimes.class.getClassLoader() : application);
    }
}
