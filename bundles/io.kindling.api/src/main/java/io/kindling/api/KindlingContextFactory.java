package io.kindling.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes contexts in an OSGi container; a service of scope bundle, so that the caller's bundle is known and its code
 * reaches the executors by itself. A context belongs to that bundle and ends with it.
 */
@ProviderType
public interface KindlingContextFactory {

    /**
     * Starts an application for the bundle that got this service.
     *
     * @throws KindlingException if the configuration is bad or the cluster manager cannot be reached
     */
    KindlingContext create(KindlingConf conf);

    /** A factory whose contexts belong to the bundle, or the class loader, that has defined a class. */
    KindlingContextFactory forClass(Class<?> owner);
}
