package io.kindling.common.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Keys and values one by one: known, of an application's own, or refused with what is meant or allowed. Immutable. */
public final class KeyCheck {

    /** How keys of an application's own begin. */
    public static final String APPLICATION = "kindling.app.";
    /** How keys begin that set an environment variable of the executors. */
    public static final String ENVIRONMENT = "kindling.executorEnv.";

    /** Where the launcher says what it is; they come in with the system properties and configure nothing. */
    private static final Set<String> LAUNCHER = Set.of("kindling.home", "kindling.runtime.version", "kindling.build", "kindling.main");
    private static final String SPARK = "spark.";
    private static final String OURS = "kindling.";

    private final Map<String, ConfigKey<?>> known = new TreeMap<>();

    /** @param schemas of all bundles */
    public KeyCheck(final Collection<ConfigSchema> schemas) {
        for (final ConfigSchema schema : schemas) {
            schema.keys().forEach(key -> known.putIfAbsent(key.name(), key));
        }
    }

    /** The key of a name, or null if nobody here understands it. */
    public ConfigKey<?> find(final String name) {
        return known.get(name);
    }

    /**
     * Checks one setting.
     *
     * @throws IllegalArgumentException names the key, the value, and what is allowed or meant
     */
    public void check(final String key, final String value) {
        final ConfigKey<?> schema = known.get(key);
        if (schema != null) {
            schema.parse(value);
        } else if (key.startsWith(SPARK)) {
            throw new IllegalArgumentException("The configuration key " + key + " is Spark's; " + equivalent(key));
        } else if (!key.startsWith(APPLICATION) && !isVariable(key) && !LAUNCHER.contains(key)) {
            throw new IllegalArgumentException("The configuration key " + key + " is not known; " + advice(key));
        }
    }

    private static boolean isVariable(final String key) {
        return key.startsWith(ENVIRONMENT) && key.length() > ENVIRONMENT.length();
    }

    private String equivalent(final String sparkKey) {
        final String ours = OURS + sparkKey.substring(SPARK.length());
        return known.containsKey(ours) || isVariable(ours) ? "write " + ours : "Kindling has nothing like it: " + advice(ours);
    }

    private String advice(final String key) {
        final String own = "keys of your own begin with " + APPLICATION;
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
}
