package io.kindling.api;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of one application: keys and values as text. Keys are checked when a context is made. Not
 * thread-safe.
 */
public final class KindlingConf {

    /** The cluster manager's URL. */
    public static final String MASTER = "kindling.master";
    /** What the application is called. */
    public static final String APP_NAME = "kindling.app.name";
    /** Paths of the application's JARs, separated by commas. */
    public static final String JARS = "kindling.jars";

    private final TreeMap<String, String> settings = new TreeMap<>();

    /** Starts from the system properties that begin with {@code kindling.}, as {@code kindling submit} sets them. */
    public KindlingConf() {
        this(true);
    }

    /** @param loadDefaults whether to start from the system properties that begin with {@code kindling.} */
    public KindlingConf(final boolean loadDefaults) {
        if (loadDefaults) {
            for (final String key : System.getProperties().stringPropertyNames()) {
                if (key.startsWith("kindling.")) {
                    settings.put(key, System.getProperty(key));
                }
            }
        }
    }

    /** Sets a value; replaces what was there. */
    public KindlingConf set(final String key, final String value) {
        settings.put(requireNonNull(key, "key is null"), requireNonNull(value, () -> "the value of " + key + " is null"));
        return this;
    }

    /** Sets a value unless there is one. */
    public KindlingConf setIfMissing(final String key, final String value) {
        settings.putIfAbsent(key, value);
        return this;
    }

    /** Sets several values. */
    public KindlingConf setAll(final Map<String, String> values) {
        values.forEach(this::set);
        return this;
    }

    /** Removes a value. */
    public KindlingConf remove(final String key) {
        settings.remove(key);
        return this;
    }

    /** Sets the master URL, e.g. {@code local[2]} or {@code kindling://host:7077}. */
    public KindlingConf setMaster(final String url) {
        return set(MASTER, url);
    }

    /** Sets the application's name. */
    public KindlingConf setAppName(final String name) {
        return set(APP_NAME, name);
    }

    /** Sets the JARs that travel to the executors. */
    public KindlingConf setJars(final String... paths) {
        return set(JARS, String.join(",", paths));
    }

    /** The value of a key, or null. */
    public String get(final String key) {
        return settings.get(key);
    }

    /** The value of a key, or a default. */
    public String get(final String key, final String defaultValue) {
        return settings.getOrDefault(key, defaultValue);
    }

    /** Whether a key has a value. */
    public boolean contains(final String key) {
        return settings.containsKey(key);
    }

    /** A copy of all settings. */
    public Map<String, String> toMap() {
        return Map.copyOf(settings);
    }

    /** A copy that changes apart from this one. */
    public KindlingConf copy() {
        final KindlingConf copy = new KindlingConf(false);
        copy.settings.putAll(settings);
        return copy;
    }
}
