package io.kindling.configuration;

import io.kindling.common.config.ConfigSchema;
import io.kindling.common.config.KeyCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.cm.ConfigurationException;

/** The keys that the bundles of this container understand, and the check of settings against them. Thread-safe. */
final class KnownKeys {

    private static final String TIMEOUT = "kindling.network.timeout";
    private static final String HEARTBEAT = "kindling.executor.heartbeatInterval";
    private static final String OWN = "it is an application's own: set it where the application is started";
    private static final Map<String, String> NEVER = Map.of(
            "kindling.app.name", OWN,
            "kindling.jars", OWN,
            "kindling.files", OWN,
            "kindling.submit.pyFiles", OWN,
            "kindling.driver.timeout", "it ends the driver's process, and this one is the container's: set it where the application is started by the command",
            "kindling.driver.memory", "it is read before the driver's process starts, and this one runs: set the heap of the container's JVM");

    private final List<ConfigSchema> schemas = new CopyOnWriteArrayList<>();

    void add(final ConfigSchema schema) {
        schemas.add(schema);
    }

    void remove(final ConfigSchema schema) {
        schemas.remove(schema);
    }

    /**
     * Checks settings that are to be defaults.
     *
     * @throws ConfigurationException names the key, the value and what is allowed
     */
    void check(final Map<String, String> settings) throws ConfigurationException {
        final KeyCheck keys = new KeyCheck(schemas);
        for (final Map.Entry<String, String> setting : settings.entrySet()) {
            check(keys, setting.getKey(), setting.getValue());
        }
        if (keys.find(TIMEOUT) != null && keys.find(HEARTBEAT) != null) {
            final Duration timeout = (Duration) keys.find(TIMEOUT).read(settings);
            final Duration heartbeat = (Duration) keys.find(HEARTBEAT).read(settings);
            if (timeout.compareTo(heartbeat) <= 0) {
                throw new ConfigurationException(TIMEOUT, TIMEOUT + "=" + timeout.toMillis() + "ms must be more than " + HEARTBEAT + "=" + heartbeat.toMillis() + "ms");
            }
        }
    }

    private static void check(final KeyCheck keys, final String key, final String value) throws ConfigurationException {
        if (NEVER.containsKey(key)) {
            throw new ConfigurationException(key, key + "=" + value + " cannot be a default: " + NEVER.get(key));
        }
        try {
            keys.check(key, value);
        } catch (final IllegalArgumentException e) {
            throw new ConfigurationException(key, e.getMessage(), e);
        }
    }
}
