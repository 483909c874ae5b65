package io.kindling.api;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The configuration of one application: keys and values as text. Keys are checked when a context is made. Not
 * thread-safe.
 */
public final class KindlingConf implements Cloneable {

    /** The cluster manager's URL. */
    public static final String MASTER = "kindling.master";
    /** What the application is called. */
    public static final String APP_NAME = "kindling.app.name";
    /** Paths of the application's JARs, separated by commas. */
    public static final String JARS = "kindling.jars";

    private static final String KRYO_CLASSES = "kindling.kryo.classesToRegister";
    private static final String ENVIRONMENT = "kindling.executorEnv.";
    private static final Pattern SECRET = Pattern.compile("(?i)secret|password|token|credential|access.?key");

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

    /**
     * Registers classes with the application's own Kryo, besides those registered before. They count when {@code kindling.serializer=kryo}; other
     * serialisers need no registration.
     */
    public KindlingConf registerKryoClasses(final Class<?>... classes) {
        final Set<String> names = new LinkedHashSet<>(List.of(get(KRYO_CLASSES, "").split(",")));
        for (final Class<?> type : classes) {
            names.add(type.getName());
        }
        names.remove("");
        return set(KRYO_CLASSES, String.join(",", names));
    }

    /** Sets an environment variable of the executors. */
    public KindlingConf setExecutorEnv(final String variable, final String value) {
        return set(ENVIRONMENT + variable, value);
    }

    /** The environment variables that executors get in addition. */
    public Map<String, String> getExecutorEnv() {
        return getAllWithPrefix(ENVIRONMENT);
    }

    /** The value of a key, or null. */
    public String get(final String key) {
        return settings.get(key);
    }

    /** The value of a key, or a default. */
    public String get(final String key, final String defaultValue) {
        return settings.getOrDefault(key, defaultValue);
    }

    /** The value of a key as true or false, or a default. IllegalArgumentException if it is neither. */
    public boolean getBoolean(final String key, final boolean defaultValue) {
        return number(key, defaultValue, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new NumberFormatException();
        });
    }

    /** The value of a key as a whole number, or a default. IllegalArgumentException if it is none. */
    public int getInt(final String key, final int defaultValue) {
        return number(key, defaultValue, "a whole number", Integer::valueOf);
    }

    /** The value of a key as a whole number, or a default. IllegalArgumentException if it is none. */
    public long getLong(final String key, final long defaultValue) {
        return number(key, defaultValue, "a whole number", Long::valueOf);
    }

    /** The value of a key as a number, or a default. IllegalArgumentException if it is none. */
    public double getDouble(final String key, final double defaultValue) {
        return number(key, defaultValue, "a number", Double::valueOf);
    }

    /** A size in bytes; a value without a unit is in bytes. NoSuchElementException if the key has no value. */
    public long getSizeAsBytes(final String key) {
        return Quantities.size(key, required(key), 'b');
    }

    /** A size in bytes, or a default. */
    public long getSizeAsBytes(final String key, final String defaultValue) {
        return Quantities.size(key, get(key, defaultValue), 'b');
    }

    /** A size in KiB, which is also the unit of a value without one. NoSuchElementException if the key has no value. */
    public long getSizeAsKb(final String key) {
        return Quantities.size(key, required(key), 'k');
    }

    /** A size in KiB, or a default. */
    public long getSizeAsKb(final String key, final String defaultValue) {
        return Quantities.size(key, get(key, defaultValue), 'k');
    }

    /** A size in MiB, which is also the unit of a value without one. NoSuchElementException if the key has no value. */
    public long getSizeAsMb(final String key) {
        return Quantities.size(key, required(key), 'm');
    }

    /** A size in MiB, or a default. */
    public long getSizeAsMb(final String key, final String defaultValue) {
        return Quantities.size(key, get(key, defaultValue), 'm');
    }

    /** A size in GiB, which is also the unit of a value without one. NoSuchElementException if the key has no value. */
    public long getSizeAsGb(final String key) {
        return Quantities.size(key, required(key), 'g');
    }

    /** A size in GiB, or a default. */
    public long getSizeAsGb(final String key, final String defaultValue) {
        return Quantities.size(key, get(key, defaultValue), 'g');
    }

    /** A time in milliseconds, which are also the unit of a value without one. NoSuchElementException if the key has no value. */
    public long getTimeAsMs(final String key) {
        return Quantities.time(key, required(key), TimeUnit.MILLISECONDS);
    }

    /** A time in milliseconds, or a default. */
    public long getTimeAsMs(final String key, final String defaultValue) {
        return Quantities.time(key, get(key, defaultValue), TimeUnit.MILLISECONDS);
    }

    /** A time in seconds, which are also the unit of a value without one. NoSuchElementException if the key has no value. */
    public long getTimeAsSeconds(final String key) {
        return Quantities.time(key, required(key), TimeUnit.SECONDS);
    }

    /** A time in seconds, or a default. */
    public long getTimeAsSeconds(final String key, final String defaultValue) {
        return Quantities.time(key, get(key, defaultValue), TimeUnit.SECONDS);
    }

    /** The settings whose keys begin with a prefix, by what follows it. */
    public Map<String, String> getAllWithPrefix(final String prefix) {
        final Map<String, String> found = new LinkedHashMap<>();
        settings.tailMap(prefix, true).forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    private <N> N number(final String key, final N defaultValue, final String wanted, final Function<String, N> reader) {
        final String text = settings.get(key);
        if (text == null) {
            return defaultValue;
        }
        try {
            return reader.apply(text.trim());
        } catch (final NumberFormatException e) {
            throw Quantities.refused(key, text, wanted);
        }
    }

    private String required(final String key) {
        final String text = settings.get(key);
        if (text == null) {
            throw new NoSuchElementException("The configuration has no value for " + key);
        }
        return text;
    }

    /** Whether a key has a value. */
    public boolean contains(final String key) {
        return settings.containsKey(key);
    }

    /** All settings as pairs, sorted by key. */
    @SuppressWarnings("unchecked")
    public Tuple2<String, String>[] getAll() {
        return settings.entrySet().stream().map(entry -> new Tuple2<>(entry.getKey(), entry.getValue())).toArray(Tuple2[]::new);
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

    /** As {@link #copy()}. */
    @Override
    public KindlingConf clone() {
        return copy();
    }

    /** A line {@code key=value} for each setting, those that are likely secrets without their values. */
    public String toDebugString() {
        final StringBuilder lines = new StringBuilder();
        settings.forEach((key, value) -> lines.append(key).append('=').append(SECRET.matcher(key).find() ? "(hidden)" : value).append('\n'));
        return lines.toString().stripTrailing();
    }
}
