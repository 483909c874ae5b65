package io.kindling.configuration;

import io.kindling.common.config.ConfigKey;
import io.kindling.common.config.ConfigSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.cm.ConfigurationException;

/** The keys that the bundles of this container understand, and the check of settings against them. Thread-safe. */
final class KnownKeys {

    private static final String APPLICATION = "kindling.app.";
    private static final String ENVIRONMENT = "kindling.executorEnv.";
    private static final String TIMEOUT = "kindling.network.timeout";
    private static final String HEARTBEAT = "kindling.executor.heartbeatInterval";
    private static final Map<String, String> NEVER = Map.of(
            "kindling.app.name", "it is an application's own: set it where the application is started",
            "kindling.jars", "it is an application's own: set it where the application is started",
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
        final Map<String, ConfigKey<?>> known = new TreeMap<>();
        schemas.forEach(schema -> schema.keys().forEach(key -> known.putIfAbsent(key.name(), key)));
        for (final Map.Entry<String, String> setting : settings.entrySet()) {
            check(known.get(setting.getKey()), setting.getKey(), setting.getValue());
        }
        if (known.get(TIMEOUT) != null && known.get(HEARTBEAT) != null) {
            final Duration timeout = (Duration) known.get(TIMEOUT).read(settings);
            final Duration heartbeat = (Duration) known.get(HEARTBEAT).read(settings);
            if (timeout.compareTo(heartbeat) <= 0) {
                throw new ConfigurationException(TIMEOUT, TIMEOUT + "=" + timeout.toMillis() + "ms must be more than " + HEARTBEAT + "=" + heartbeat.toMillis() + "ms");
            }
        }
    }

    private static void check(final ConfigKey<?> schema, final String key, final String value) throws ConfigurationException {
        if (NEVER.containsKey(key)) {
            throw new ConfigurationException(key, key + "=" + value + " cannot be a default: " + NEVER.get(key));
        }
        if (schema != null) {
            try {
                schema.parse(value);
            } catch (final IllegalArgumentException e) {
                throw new ConfigurationException(key, e.getMessage(), e);
            }
        } else if (!key.startsWith(APPLICATION) && !(key.startsWith(ENVIRONMENT) && key.length() > ENVIRONMENT.length())) {
            throw new ConfigurationException(key, key + " is not known to any bundle that is here; keys of an application's own begin with " + APPLICATION);
        }
    }
}
