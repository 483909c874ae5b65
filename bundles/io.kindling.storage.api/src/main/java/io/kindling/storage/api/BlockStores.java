package io.kindling.storage.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Opens block stores. A service of the storage bundles. Thread-safe. */
@ConsumerType
public interface BlockStores {

    /** A store for one executor. */
    BlockStore open(StoreSetup setup);
}
