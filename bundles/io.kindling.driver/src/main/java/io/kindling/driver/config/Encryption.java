package io.kindling.driver.config;

import io.kindling.api.KindlingException;
import io.kindling.common.files.DataKey;
import java.util.Map;

/** Whether and how an application's data is encrypted on the local disks of its processes. */
public final class Encryption {

    private Encryption() {
    }

    /**
     * A new key, if a checked configuration asks for one.
     *
     * @throws KindlingException if it asks for a size that no key has
     */
    public static DataKey key(final Map<String, String> configuration) {
        final int bits = DriverKeys.ENCRYPTION_KEY_BITS.read(configuration);
        if (!DataKey.SIZES.contains(bits)) {
            throw new KindlingException(DriverKeys.ENCRYPTION_KEY_BITS.name() + "=" + bits + " is not one of " + DataKey.SIZES);
        }
        return DriverKeys.ENCRYPTION.read(configuration) ? DataKey.random(bits) : DataKey.NONE;
    }
}
