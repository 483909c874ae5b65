package io.kindling.driver.config;

import io.kindling.api.KindlingException;
import io.kindling.common.config.ConfigKey;
import io.kindling.common.config.ConfigSchema;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Refuses keys that nobody understands and values that are not allowed, before anything is started. */
public final class ConfigCheck {

    /** Where the launcher says what it is; they come in with the system properties and configure nothing. */
    private static final Set<String> LAUNCHER = Set.of("kindling.home", "kindling.runtime.version",
            "kindling.build", "kindling.main");
    private static final String SPARK = "spark.";
    private static final String OURS = "kindling.";

    private final Map<String, ConfigKey<?>> known = new TreeMap<>();

    /** @param schemas of all bundles */
    public ConfigCheck(final Collection<ConfigSchema> schemas) {
        for (final ConfigSchema schema : schemas) {
            schema.keys().forEach(key -> known.putIfAbsent(key.name(), key));
        }
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
        final ConfigKey<?> schema = known.get(key);
        if (schema != null) {
            try {
                schema.parse(value);
            } catch (final IllegalArgumentException e) {
                throw new KindlingException(e.getMessage(), e);
            }
        } else if (key.startsWith(SPARK)) {
            throw new KindlingException("The configuration key " + key + " is Spark's; " + equivalent(key));
        } else if (!key.startsWith(DriverKeys.APPLICATION) && !isVariable(key) && !LAUNCHER.contains(key)) {
            throw new KindlingException("The configuration key " + key + " is not known; " + advice(key));
        }
    }

    private static boolean isVariable(final String key) {
        return key.startsWith(DriverKeys.EXECUTOR_ENV) && key.length() > DriverKeys.EXECUTOR_ENV.length();
    }

    private String equivalent(final String sparkKey) {
        final String ours = OURS + sparkKey.substring(SPARK.length());
        return known.containsKey(ours) || isVariable(ours) ? "write " + ours : "Kindling has nothing like it: " + advice(ours);
    }

    private String advice(final String key) {
        final String own = "keys of your own begin with " + DriverKeys.APPLICATION;
        final String nearest = nearest(key);
        return nearest == null ? own : "did you mean " + nearest + "? Otherwise " + own;
    }

    /** The known key that is the fewest typing mistakes away, or null if none is near. */
    private String nearest(final String key) {
        String best = null;
        int fewest = Math.max(2, key.length() / 3) + 1;
        for (final String candidate : known.keySet()) {
            final int distance = distance(key.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < fewest) {
                fewest = distance;
                best = candidate;
            }
        }
        return best;
    }

    private static int distance(final String a, final String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            final int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                final int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }

    private static String value(final Map<String, String> configuration, final ConfigKey<?> key) {
        return configuration.getOrDefault(key.name(), key.defaultText());
    }
}
