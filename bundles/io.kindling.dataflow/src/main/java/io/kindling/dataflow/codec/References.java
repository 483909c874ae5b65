package io.kindling.dataflow.codec;

import java.util.Arrays;

/**
 * What was met in the record that is being written, by identity and in order, so that what is reached twice is written
 * once. Used by one thread.
 */
final class References {

    private static final int LINEAR = 8;
    private static final int MOST_KEPT = 1 << 12;

    private Object[] met = new Object[LINEAR];
    /** Whether what holds it can be made before its contents are. */
    private boolean[] open = new boolean[LINEAR];
    private int[] table;
    private int count;

    /** A new record begins. */
    void clear() {
        if (count == 0) {
            return;
        }
        if (met.length > MOST_KEPT) {
            met = new Object[LINEAR];
            open = new boolean[LINEAR];
            table = null;
        } else {
            Arrays.fill(met, 0, count, null);
            if (table != null && count > LINEAR) {
                Arrays.fill(table, 0);
            }
        }
        count = 0;
    }

    int count() {
        return count;
    }

    /** Which one it was; -1 if it is met for the first time. */
    int find(final Object object) {
        if (count <= LINEAR) {
            for (int i = 0; i < count; i++) {
                if (met[i] == object) {
                    return i;
                }
            }
            return -1;
        }
        for (int at = slot(object); table[at] != 0; at = at + 1 & table.length - 1) {
            if (met[table[at] - 1] == object) {
                return table[at] - 1;
            }
        }
        return -1;
    }

    /** Remembers an object that {@link #find} has not found. */
    int enter(final Object object, final boolean referable) {
        if (count == met.length) {
            met = Arrays.copyOf(met, 2 * count);
            open = Arrays.copyOf(open, 2 * count);
        }
        met[count] = object;
        open[count] = referable;
        count++;
        if (count > LINEAR) {
            index();
        }
        return count - 1;
    }

    private void index() {
        if (table == null || 2 * count > table.length) {
            table = new int[Math.max(64, 4 * count > 0 ? Integer.highestOneBit(4 * count) : Integer.MAX_VALUE)];
            for (int i = 0; i < count; i++) {
                put(i);
            }
        } else if (count == LINEAR + 1) {
            for (int i = 0; i < count; i++) {
                put(i);
            }
        } else {
            put(count - 1);
        }
    }

    private void put(final int index) {
        int at = slot(met[index]);
        while (table[at] != 0) {
            at = at + 1 & table.length - 1;
        }
        table[at] = index + 1;
    }

    private int slot(final Object object) {
        final int hash = System.identityHashCode(object) * 0x9e3779b9;
        return hash >>> Integer.numberOfLeadingZeros(table.length) + 1;
    }

    /** Its contents are complete. */
    void complete(final int index) {
        open[index] = true;
    }

    boolean isReferable(final int index) {
        return open[index];
    }
}
