package io.kindling.api.spi;

import io.kindling.api.KindlingConf;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens contexts for code that is no bundle. A service of the driver bundle; used by the launcher's side of things
 * ({@code kindling submit}, the embedded runtime). In a container use {@link io.kindling.api.KindlingContextFactory}.
 */
@ProviderType
public interface ContextOpener {

    /**
     * Starts a context whose application is defined by a class loader.
     *
     * @param owner the application's class loader
     * @throws io.kindling.api.KindlingException if the configuration is bad or the cluster manager cannot be reached
     */
    ContextBackend open(KindlingConf conf, ClassLoader owner);
}
