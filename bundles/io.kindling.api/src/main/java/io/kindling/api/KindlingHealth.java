package io.kindling.api;

import org.osgi.annotation.versioning.ProviderType;

/** Tells whether contexts can be made here. A service that stays while the driver bundle is active, also when the factory is gone. */
@ProviderType
public interface KindlingHealth {

    /** Whether everything that a context needs is there. */
    boolean isReady();

    /** One sentence: what is there, or which services are missing and which bundles bring them. */
    String text();
}
