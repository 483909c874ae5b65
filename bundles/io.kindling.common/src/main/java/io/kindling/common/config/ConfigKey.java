package io.kindling.common.config;

import io.kindling.common.ByteSize;
import io.kindling.common.TimeSpan;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One configuration key: its name, type, default and allowed range. Keys are Spark's with {@code kindling.} in
 * place of {@code spark.} where Spark has one.
 *
 * @param name         the full key
 * @param defaultText  the default as a user would write it; null if there is none
 * @param range        the allowed values in words, for messages and the documentation
 * @param doc          one sentence
 * @param parser       from text; throws IllegalArgumentException
 * @param check        whether a parsed value is allowed
 * @param <T>          the type of its values
 */
public record ConfigKey<T>(String name, String defaultText, String range, String doc,
                           Function<String, T> parser, Predicate<T> check) {

    /** A whole number between two bounds, both allowed. */
    public static ConfigKey<Integer> integer(final String name, final String defaultText, final int min, final int max, final String doc) {
        return new ConfigKey<>(name, defaultText, "a whole number from " + min + " to " + max, doc,
                Integer::valueOf, v -> v >= min && v <= max);
    }

    /** A size in bytes, at least {@code min} and at most {@code max} as written. */
    public static ConfigKey<Long> size(final String name, final String defaultText, final String min, final String max, final String doc) {
        final long low = ByteSize.parse(min);
        final long high = ByteSize.parse(max);
        return new ConfigKey<>(name, defaultText, "a size from " + min + " to " + max, doc,
                ByteSize::parse, v -> v >= low && v <= high);
    }

    /** A time span, at least {@code min} and at most {@code max} as written. */
    public static ConfigKey<Duration> time(final String name, final String defaultText, final String min, final String max, final String doc) {
        final Duration low = TimeSpan.parse(min);
        final Duration high = TimeSpan.parse(max);
        return new ConfigKey<>(name, defaultText, "a time span from " + min + " to " + max, doc,
                TimeSpan::parse, v -> v.compareTo(low) >= 0 && v.compareTo(high) <= 0);
    }

    /** A fraction between two bounds, both allowed. */
    public static ConfigKey<Double> fraction(final String name, final String defaultText, final double min, final double max, final String doc) {
        return new ConfigKey<>(name, defaultText, "a number from " + min + " to " + max, doc,
                Double::valueOf, v -> v >= min && v <= max);
    }

    /** Any text. */
    public static ConfigKey<String> text(final String name, final String defaultText, final String range, final String doc) {
        return new ConfigKey<>(name, defaultText, range, doc, Function.identity(), v -> true);
    }

    /** Texts separated by commas, without the empty ones and the spaces around; none by default. */
    public static ConfigKey<List<String>> list(final String name, final String range, final String doc) {
        return new ConfigKey<>(name, "", range, doc,
                text -> Arrays.stream(text.split(",")).map(String::strip).filter(each -> !each.isEmpty()).toList(), v -> true);
    }

    /** True or false. */
    public static ConfigKey<Boolean> flag(final String name, final String defaultText, final String doc) {
        return new ConfigKey<>(name, defaultText, "true or false", doc, ConfigKey::bool, v -> true);
    }

    /**
     * The value of this key in a configuration, or its default, or null if there is neither.
     *
     * @throws IllegalArgumentException names the key, the value and the allowed range
     */
    public T read(final Map<String, String> configuration) {
        final String text = configuration.getOrDefault(name, defaultText);
        return text == null ? null : parse(text);
    }

    /** As {@link #read}, for one value. */
    public T parse(final String text) {
        try {
            final T value = parser.apply(text.trim());
            if (check.test(value)) {
                return value;
            }
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(name + "=" + text + " is not allowed: it must be " + range, e);
        }
        throw new IllegalArgumentException(name + "=" + text + " is not allowed: it must be " + range);
    }

    private static Boolean bool(final String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
