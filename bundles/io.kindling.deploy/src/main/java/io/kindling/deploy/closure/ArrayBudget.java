package io.kindling.deploy.closure;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;

/**
 * Refuses arrays that the bytes of a stream cannot fill, before memory is taken for them. Elements of primitive types
 * have their width in the stream and references a byte at least; the tables of maps and sets are announced as arrays
 * too, and may be a few times as long as what is in them. Used by one thread.
 */
final class ArrayBudget {

    private static final Map<Class<?>, Integer> WIDTHS = Map.of(boolean.class, 1, byte.class, 1, char.class, 2, short.class, 2,
            int.class, 4, float.class, 4, long.class, 8, double.class, 8);
    private static final long MOST_PER_BYTE = 4;
    private static final long ALWAYS = 1 << 10;

    private final long bytes;
    private long left;

    private ArrayBudget(final long bytes) {
        this.bytes = bytes;
        left = bytes * MOST_PER_BYTE + ALWAYS;
    }

    /** That of a stream which holds all its bytes; for others nobody knows how many will come. */
    static ArrayBudget of(final InputStream in) {
        return in instanceof ByteArrayInputStream known ? new ArrayBudget(known.available()) : new ArrayBudget(Long.MAX_VALUE / MOST_PER_BYTE / 2);
    }

    /** Takes an array out of the budget; IllegalStateException if that is too much. */
    void take(final Class<?> type, final long length) {
        final Integer width = type == null || !type.isArray() ? null : WIDTHS.get(type.getComponentType());
        final long cost = width == null ? length : length * width;
        left -= cost;
        if (left < 0 || width != null && cost > bytes) {
            throw new IllegalStateException("An array of " + length + " elements cannot come out of " + bytes + " bytes with the arrays before it");
        }
    }
}
