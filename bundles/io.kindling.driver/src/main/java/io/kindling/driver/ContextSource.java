package io.kindling.driver;

import io.kindling.api.KindlingConf;
import org.osgi.annotation.bundle.Capability;

/**
 * Starts contexts. Registered within this bundle, by {@link ContextRegistry}, while everything is there that a context
 * needs. The components that outsiders see depend on this alone: if each of them watched the same services by itself,
 * one could be there a moment before the registry has heard of the service.
 */
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"io.kindling.driver.ContextSource\"")
interface ContextSource {

    /** Starts a context. Blocks until the cluster manager has accepted the application. */
    DriverContext start(KindlingConf conf, Owner owner);
}
