package io.kindling.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and times of a configuration as numbers of a unit; a number without a unit is of the unit that is asked for. */
final class Quantities {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");
    private static final String SIZES = "bkmgtp";
    private static final Map<String, TimeUnit> TIMES = Map.of("us", TimeUnit.MICROSECONDS, "ms", TimeUnit.MILLISECONDS, "s", TimeUnit.SECONDS,
            "m", TimeUnit.MINUTES, "min", TimeUnit.MINUTES, "h", TimeUnit.HOURS, "d", TimeUnit.DAYS);

    private Quantities() {
    }

    /** @param unit one of {@code b k m g} */
    static long size(final String key, final String text, final char unit) {
        final Matcher form = match(key, text, "a size, e.g. 512m or 2g");
        final String letters = form.group(2).isEmpty() ? String.valueOf(unit) : form.group(2);
        final int power = SIZES.indexOf(letters.charAt(0));
        if (power < 0 || !letters.substring(1).matches("b?|ib")) {
            throw refused(key, text, "a size, e.g. 512m or 2g");
        }
        final BigDecimal bytes = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(1L << 10 * power));
        return exact(key, text, bytes.divide(BigDecimal.valueOf(1L << 10 * SIZES.indexOf(unit)), 0, RoundingMode.DOWN));
    }

    static long time(final String key, final String text, final TimeUnit unit) {
        final Matcher form = match(key, text, "a time, e.g. 500ms or 2min");
        final TimeUnit given = form.group(2).isEmpty() ? unit : TIMES.get(form.group(2));
        if (given == null) {
            throw refused(key, text, "a time, e.g. 500ms or 2min");
        }
        final BigDecimal micros = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(given.toMicros(1)));
        return exact(key, text, micros.divide(BigDecimal.valueOf(unit.toMicros(1)), 0, RoundingMode.DOWN));
    }

    private static Matcher match(final String key, final String text, final String wanted) {
        final Matcher form = FORM.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw refused(key, text, wanted);
        }
        return form;
    }

    private static long exact(final String key, final String text, final BigDecimal value) {
        try {
            return value.longValueExact();
        } catch (final ArithmeticException e) {
            throw refused(key, text, "within the range of a long");
        }
    }

    static IllegalArgumentException refused(final String key, final String text, final String wanted) {
        return new IllegalArgumentException("The value '" + text + "' of " + key + " is not " + wanted);
    }
}
