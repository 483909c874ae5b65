package io.kindling.shuffle;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens what an executor needs for shuffles, once for each application it works for. A service with the property {@link #NAME}; an application
 * chooses one by the key of the same name. {@code io.kindling.shuffle.testkit} has its contract as tests. Thread-safe.
 */
@ProviderType
public interface Shuffles {

    /** The service property with the name that applications choose it by, and the key by which they do. */
    String NAME = "kindling.shuffle.manager";

    /**
     * Opens the map outputs of an application on this executor, none at first.
     *
     * @throws IOException if none of the directories can be written to
     */
    ShuffleSession open(ShuffleSetup setup) throws IOException;

    /** Whether its sessions do what {@link ShuffleSetup#shared} asks for. If not, map outputs go with their executor whatever the application wants. */
    default boolean canShare() {
        return false;
    }
}
