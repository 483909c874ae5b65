package io.kindling.dataflow.aggregate;

/**
 * Long or Integer keys with Long, Integer or Double states, as bits beside each other: a hit touches one cache line
 * and no object. Anything else is refused, and then the general layout takes over.
 */
final class NumberStates extends CompactStates {

    private static final int SMALLEST = 64;
    private static final int LARGEST = 1 << 29;
    private static final int UNKNOWN = 0;
    private static final int LONG = 1;
    private static final int INTEGER = 2;
    private static final int DOUBLE = 3;
    /** In the place of the key of an empty slot; a key like that is refused. */
    private static final long EMPTY = 0x9D3C_71F5_E8A2_4B06L;

    private final Accumulator accumulator;
    private final long seed;
    private int keys;
    private int states;
    private long[] slots;
    private int shift;
    private int size;
    private int fullAt;

    NumberStates(final Accumulator accumulator, final int seed) {
        this.accumulator = accumulator;
        this.seed = seed * 0x9E3779B97F4A7C15L;
        allocate(SMALLEST);
    }

    private void allocate(final int capacity) {
        slots = new long[2 * capacity];
        for (int i = 0; i < slots.length; i += 2) {
            slots[i] = EMPTY;
        }
        shift = 64 - Integer.numberOfTrailingZeros(capacity);
        fullAt = capacity / 8 * 5;
    }

    private int place(final long key) {
        long mixed = (key ^ seed) * 0xFF51AFD7ED558CCDL;
        mixed ^= mixed >>> 32;
        return (int) (mixed * 0x9E3779B97F4A7C15L >>> shift) << 1;
    }

    @Override
    boolean take(final Object key, final Object value) throws Exception {
        final long bits;
        if (key instanceof Long number && keys == LONG) {
            bits = number;
        } else if (key instanceof Integer number && keys == INTEGER) {
            bits = number;
        } else {
            return addFirst(key, value);
        }
        if (bits == EMPTY) {
            return false;
        }
        final long[] table = slots;
        int at = place(bits);
        while (table[at] != bits) {
            if (table[at] == EMPTY) {
                return insert(at, bits, accumulator.first(value));
            }
            at = at + 2 & table.length - 1;
        }
        return update(table, at, value);
    }

    private boolean addFirst(final Object key, final Object value) throws Exception {
        if (keys != UNKNOWN) {
            return false;
        }
        keys = key instanceof Long ? LONG : key instanceof Integer ? INTEGER : UNKNOWN;
        return keys != UNKNOWN && take(key, value);
    }

    /** Boxes in each branch apart, so that a box that only the function sees need not be made. */
    private boolean update(final long[] table, final int at, final Object value) throws Exception {
        final Object state;
        if (states == DOUBLE) {
            state = accumulator.add(Double.longBitsToDouble(table[at + 1]), value);
            if (state instanceof Double number) {
                table[at + 1] = Double.doubleToRawLongBits(number);
                return true;
            }
        } else if (states == LONG) {
            state = accumulator.add(table[at + 1], value);
            if (state instanceof Long number) {
                table[at + 1] = number;
                return true;
            }
        } else {
            state = accumulator.add((int) table[at + 1], value);
            if (state instanceof Integer number) {
                table[at + 1] = number;
                return true;
            }
        }
        return refuse(at >>> 1, state);
    }

    private boolean insert(final int at, final long key, final Object state) {
        if (states == UNKNOWN) {
            states = kind(state);
        }
        if (states == UNKNOWN || kind(state) != states || size == LARGEST / 8 * 5) {
            return refuse(NONE, state);
        }
        slots[at] = key;
        slots[at + 1] = state instanceof Double number ? Double.doubleToRawLongBits(number) : ((Number) state).longValue();
        if (++size >= fullAt) {
            grow();
        }
        return true;
    }

    private static int kind(final Object state) {
        return state instanceof Double ? DOUBLE : state instanceof Long ? LONG : state instanceof Integer ? INTEGER : UNKNOWN;
    }

    private void grow() {
        final long[] old = slots;
        allocate(old.length);
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != EMPTY) {
                int at = place(old[i]);
                while (slots[at] != EMPTY) {
                    at = at + 2 & slots.length - 1;
                }
                slots[at] = old[i];
                slots[at + 1] = old[i + 1];
            }
        }
    }

    @Override
    int ownSlots() {
        return slots.length / 2;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long bytes() {
        return 24L * slots.length;
    }

    @Override
    public long bytesAsItIs() {
        return 8L * slots.length;
    }

    @Override
    public void clear() {
        size = 0;
        allocate(SMALLEST);
    }

    @Override
    public int nextSlot(final int from) {
        for (int i = 2 * from; i < slots.length; i += 2) {
            if (slots[i] != EMPTY) {
                return i >>> 1;
            }
        }
        return -1;
    }

    @Override
    public Object key(final int slot) {
        final long key = slots[2 * slot];
        return keys == LONG ? (Object) key : (Object) (int) key;
    }

    @Override
    public Object state(final int slot) {
        final long state = slots[2 * slot + 1];
        return states == DOUBLE ? (Object) Double.longBitsToDouble(state) : states == LONG ? (Object) state : (Object) (int) state;
    }

    @Override
    public int hash(final int slot) {
        final long key = slots[2 * slot];
        return keys == LONG ? Long.hashCode(key) : (int) key;
    }

    @Override
    public void forget(final int slot) {
        // There are no objects.
    }
}
