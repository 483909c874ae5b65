package io.kindling.dataflow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The first eight bytes of a key in its natural order, as a number: if a key is less than another one of its kind, its
 * prefix is not greater. Equal prefixes say nothing unless {@link Kind#exact} does. Comparing prefixes with
 * {@link Long#compare} is what a sort does first.
 */
public final class KeyPrefix {

    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private KeyPrefix() {
    }

    /** Kinds of keys that have prefixes. Those of different kinds are not to be compared. */
    public enum Kind {
        /** {@link Long}. */
        LONG(true),
        /** {@link Integer}. */
        INTEGER(true),
        /** {@link Double} in the order of {@link Double#compare}: NaN is the greatest, -0.0 less than 0.0. */
        DOUBLE(true),
        /** {@link String} in the order of {@link String#compareTo}. */
        TEXT(false),
        /** Bytes in the order of {@link java.util.Arrays#compareUnsigned(byte[], byte[])}. */
        BYTES(false),
        /** All else, and null: no prefix. */
        NONE(false);

        private final boolean exact;

        Kind(final boolean exact) {
            this.exact = exact;
        }

        /** Whether keys with equal prefixes are equal. */
        public boolean exact() {
            return exact;
        }
    }

    /** The kind of a key. */
    public static Kind kindOf(final Object key) {
        if (key instanceof String) {
            return Kind.TEXT;
        } else if (key instanceof Long) {
            return Kind.LONG;
        } else if (key instanceof Integer) {
            return Kind.INTEGER;
        } else if (key instanceof Double) {
            return Kind.DOUBLE;
        }
        return key instanceof byte[] ? Kind.BYTES : Kind.NONE;
    }

    /** The prefix of a key; 0 if its kind has none. */
    public static long of(final Object key) {
        if (key instanceof String text) {
            return ofText(text);
        } else if (key instanceof Long number) {
            return number;
        } else if (key instanceof Integer number) {
            return number;
        } else if (key instanceof Double number) {
            return ofDouble(number);
        }
        return key instanceof byte[] bytes ? ofBytes(bytes, 0, bytes.length) : 0;
    }

    /** That of a {@link Double}. */
    public static long ofDouble(final double value) {
        final long bits = Double.doubleToLongBits(value);
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    /** That of a {@link String}. */
    public static long ofText(final String text) {
        final int length = Math.min(8, text.length());
        long prefix = 0;
        for (int i = 0; i < length; i++) {
            final char c = text.charAt(i);
            if (c >= 0xff) { // from here on a byte a character does not do
                prefix |= 0xffL << (56 - 8 * i);
                break;
            }
            prefix |= (long) c << (56 - 8 * i);
        }
        return prefix ^ Long.MIN_VALUE;
    }

    /** That of characters which take a byte each: the same as {@link #ofText} of the string that they are. */
    public static long ofLatin(final byte[] bytes, final int offset, final int length) {
        final long prefix = first(bytes, offset, length);
        final long inverse = ~prefix; // a zero byte where 0xff is
        final long zeros = (inverse - 0x0101010101010101L) & ~inverse & 0x8080808080808080L;
        if (zeros == 0) {
            return prefix ^ Long.MIN_VALUE;
        }
        for (int i = 0; i < 8; i++) {
            if ((prefix >>> (56 - 8 * i) & 0xff) == 0xff) {
                return (i == 7 ? prefix : prefix & (-1L << (56 - 8 * i))) ^ Long.MIN_VALUE;
            }
        }
        return prefix ^ Long.MIN_VALUE;
    }

    /** That of bytes. */
    public static long ofBytes(final byte[] bytes, final int offset, final int length) {
        return first(bytes, offset, length) ^ Long.MIN_VALUE;
    }

    private static long first(final byte[] bytes, final int offset, final int length) {
        if (length >= 8) {
            return (long) BIG.get(bytes, offset);
        }
        long prefix = 0;
        for (int i = 0; i < length; i++) {
            prefix |= (bytes[offset + i] & 0xffL) << (56 - 8 * i);
        }
        return prefix;
    }
}
