package io.kindling.itests.chains;

import io.kindling.api.Optional;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records of many kinds, each made of a number; and the way back to a number, the same in every process. Equal values and only these have
 * equal ranks.
 */
public final class Values {

    /** How many kinds there are; one more stands for a mixture of all. */
    public static final int KINDS = 16;
    /** Any kind of value, chosen by the number. */
    public static final int MIXED = KINDS;

    private Values() {
    }

    /** A class of an application's. */
    public static final class Point implements Serializable, Comparable<Point> {

        private static final long serialVersionUID = 1L;

        private final int x;
        private final String name;

        public Point(final int x, final String name) {
            this.x = x;
            this.name = name;
        }

        @Override
        public boolean equals(final Object other) {
            return other instanceof Point that && x == that.x && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return 31 * x + name.hashCode();
        }

        @Override
        public int compareTo(final Point other) {
            final int first = Integer.compare(x, other.x);
            return first == 0 ? name.compareTo(other.name) : first;
        }

        @Override
        public String toString() {
            return "P" + x + name;
        }
    }

    /** A record of an application's, with an enum in it, whose hash code is another one in each process. */
    public record Reading(long at, Grade grade, String text) implements Serializable {
    }

    /** Enums are awkward keys. */
    public enum Grade { LOW, MIDDLE, HIGH }

    /** A value of a kind; equal numbers give equal values. */
    public static Object of(final int kind, final int number) {
        return switch (kind) {
            case 0 -> number;
            case 1 -> (long) number << 20;
            case 2 -> "s" + number;
            case 3 -> real(number);
            case 4 -> number % 2 == 0;
            case 5 -> (char) ('a' + Math.floorMod(number, 2000));
            case 6 -> new Tuple2<>(number, "t" + number % 3);
            case 7 -> new ArrayList<>(Arrays.asList(number, number % 2 == 0 ? null : "x"));
            case 8 -> new Point(number, "p");
            case 9 -> new Reading(number, Grade.values()[Math.floorMod(number, 3)], number % 4 == 0 ? null : "r");
            case 10 -> text(number);
            case 11 -> (short) number;
            case 12 -> (byte) number;
            case 13 -> number % 7 == 0 ? Float.NaN : (float) number / 3;
            case 14 -> Grade.values()[Math.floorMod(number, 3)];
            case 15 -> new BigDecimal(number).movePointLeft(2);
            default -> number % 5 == 0 ? null : of(Math.floorMod(number, KINDS), number);
        };
    }

    private static Object real(final int number) {
        return switch (Math.floorMod(number, 11)) {
            case 0 -> Double.NaN;
            case 1 -> -0.0;
            case 2 -> 0.0;
            case 3 -> Double.POSITIVE_INFINITY;
            case 4 -> Double.MIN_VALUE * Math.abs(number);
            default -> number / 4.0;
        };
    }

    private static String text(final int number) {
        return switch (Math.floorMod(number, 6)) {
            case 0 -> "";
            case 1 -> "é\uD83D\uDE00" + number;
            case 2 -> "long ".repeat(200) + number;
            case 3 -> "\n\t\0" + number;
            default -> Integer.toString(number);
        };
    }

    /** A number of a value. */
    public static int code(final Object value) {
        return Math.abs(rank(value).hashCode() % 1_000_003);
    }

    /** Text that equal values and only these have. */
    public static String rank(final Object value) {
        final StringBuilder text = new StringBuilder();
        rank(value, text);
        return text.toString();
    }

    private static void rank(final Object value, final StringBuilder text) {
        if (value == null) {
            text.append('~');
        } else if (value instanceof Tuple2<?, ?> tuple) {
            all(text, "(", tuple._1, tuple._2);
        } else if (value instanceof Tuple3<?, ?, ?> tuple) {
            all(text, "(3", tuple._1, tuple._2, tuple._3);
        } else if (value instanceof Tuple4<?, ?, ?, ?> tuple) {
            all(text, "(4", tuple._1, tuple._2, tuple._3, tuple._4);
        } else if (value instanceof Optional<?> optional) {
            all(text, "?", optional.orNull());
        } else if (value instanceof Iterable<?> list) {
            all(text, "[", list instanceof List<?> known ? known.toArray() : elements(list).toArray());
        } else if (value instanceof byte[] bytes) {
            text.append("B").append(Arrays.toString(bytes));
        } else {
            text.append(value.getClass().getSimpleName().charAt(0)).append(value.getClass().getSimpleName().length()).append(value);
        }
    }

    private static void all(final StringBuilder text, final String name, final Object... parts) {
        text.append(name);
        for (final Object part : parts) {
            rank(part, text);
            text.append(',');
        }
        text.append(')');
    }

    private static List<Object> elements(final Iterable<?> values) {
        final List<Object> all = new ArrayList<>();
        values.forEach(all::add);
        return all;
    }

    /** What a group comes to, in whatever order it is read. */
    public static Long sum(final Iterable<?> values) {
        long sum = 1;
        for (final Object value : values) {
            sum += 1_000_003L * code(value) + 7;
        }
        return sum;
    }
}
