package io.kindling.common;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 512m}, {@code 2g}, {@code 64kb}; powers of 1024. */
public final class ByteSize {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*([kmgtp]?)(i?b)?");
    private static final String UNITS = "kmgtp";

    private ByteSize() {
    }

    /**
     * Reads a size in bytes; a bare number is bytes.
     *
     * @throws IllegalArgumentException if the text is no size, or more than a long holds
     */
    public static long parse(final String text) {
        final Matcher m = FORM.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size; write a number and b, k, m, g or t, e.g. 512m or 2g");
        }
        final int power = m.group(2).isEmpty() ? 0 : UNITS.indexOf(m.group(2)) + 1;
        try {
            return Math.multiplyExact(Long.parseLong(m.group(1)), 1L << (10 * power));
        } catch (final ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too large a size", e);
        }
    }

    /** Writes a size with the largest unit that keeps it above one, one decimal at the most: {@code 1.5 GiB}. */
    public static String format(final long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        final int power = Math.min(UNITS.length(), (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        final double scaled = bytes / (double) (1L << (10 * power));
        final String number = String.format(Locale.ROOT, "%.1f", scaled);
        return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number)
                + " " + Character.toUpperCase(UNITS.charAt(power - 1)) + "iB";
    }
}
