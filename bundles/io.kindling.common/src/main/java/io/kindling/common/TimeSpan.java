package io.kindling.common;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time spans as people write them: {@code 100ms}, {@code 30s}, {@code 5m}, {@code 1h}. */
public final class TimeSpan {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|min|h|d)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private TimeSpan() {
    }

    /**
     * Reads a time span; the unit is required.
     *
     * @throws IllegalArgumentException if the text is no time span
     */
    public static Duration parse(final String text) {
        final Matcher m = FORM.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a time span; write a number and ms, s, m, h or d, e.g. 120s");
        }
        return Duration.ofMillis(Math.multiplyExact(Long.parseLong(m.group(1)), MILLIS.get(m.group(2))));
    }
}
