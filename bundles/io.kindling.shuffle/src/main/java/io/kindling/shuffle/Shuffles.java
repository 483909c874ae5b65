package io.kindling.shuffle;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** Opens what an executor needs for shuffles, once for each application it works for. A service of this bundle. Thread-safe. */
@ProviderType
public interface Shuffles {

    /**
     * Opens the map outputs of an application on this executor, none at first.
     *
     * @throws IOException if none of the directories can be written to
     */
    ShuffleSession open(ShuffleSetup setup) throws IOException;
}
