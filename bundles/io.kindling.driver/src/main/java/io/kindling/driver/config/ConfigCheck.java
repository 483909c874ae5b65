package io.kindling.driver.config;

import io.kindling.api.KindlingException;
import io.kindling.common.config.ConfigKey;
import io.kindling.common.config.ConfigSchema;
import io.kindling.common.config.KeyCheck;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Refuses keys that nobody understands and values that are not allowed, before anything is started. */
public final class ConfigCheck {

    private final KeyCheck keys;

    /** @param schemas of all bundles */
    public ConfigCheck(final Collection<ConfigSchema> schemas) {
        keys = new KeyCheck(schemas);
    }

    /**
     * Checks a whole configuration.
     *
     * @throws KindlingException names the key, the value, and what is allowed or meant
     */
    public void check(final Map<String, String> configuration) {
        new TreeMap<>(configuration).forEach(this::check);
        if (configuration.getOrDefault(DriverKeys.MASTER.name(), "").isBlank()) {
            throw new KindlingException(DriverKeys.MASTER.name() + " is not set: say where the application runs, e.g. local[*] or kindling://host:7077,"
                    + " with --master, KindlingConf.setMaster or the configuration");
        }
        if (DriverKeys.NETWORK_TIMEOUT.read(configuration).compareTo(DriverKeys.HEARTBEAT_INTERVAL.read(configuration)) <= 0) {
            throw new KindlingException(DriverKeys.NETWORK_TIMEOUT.name() + "=" + value(configuration, DriverKeys.NETWORK_TIMEOUT)
                    + " must be more than " + DriverKeys.HEARTBEAT_INTERVAL.name() + "=" + value(configuration, DriverKeys.HEARTBEAT_INTERVAL));
        }
    }

    private void check(final String key, final String value) {
        try {
            keys.check(key, value);
        } catch (final IllegalArgumentException e) {
            throw new KindlingException(e.getMessage(), e);
        }
    }

    private static String value(final Map<String, String> configuration, final ConfigKey<?> key) {
        return configuration.getOrDefault(key.name(), key.defaultText());
    }
}
