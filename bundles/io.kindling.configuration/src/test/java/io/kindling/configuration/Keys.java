package io.kindling.configuration;

import io.kindling.common.config.ConfigKey;
import io.kindling.common.config.ConfigSchema;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;

/** Some keys as the driver has them, and configurations of the tests. */
final class Keys {

    static final ConfigSchema DRIVER = () -> List.of(
            ConfigKey.text("kindling.master", null, "a master URL", "."),
            ConfigKey.text("kindling.app.name", null, "any text", "."),
            ConfigKey.text("kindling.credentials.file", null, "a path", "."),
            ConfigKey.integer("kindling.task.cpus", "1", 1, 4096, "."),
            ConfigKey.size("kindling.executor.memory", "1g", "64m", "4096g", "."),
            ConfigKey.time("kindling.executor.heartbeatInterval", "10s", "100ms", "10m", "."),
            ConfigKey.time("kindling.network.timeout", "30s", "1s", "1h", "."));

    private Keys() {
    }

    static Dictionary<String, Object> configuration(final Object... keysAndValues) {
        final Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("service.pid", "some");
        properties.put("felix.fileinstall.filename", "file:/etc/some.cfg");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
        }
        return properties;
    }
}
