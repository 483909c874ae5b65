package io.kindling.dataflow.aggregate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Short strings with Long, Integer or Double states: up to 15 characters of one byte lie in two longs with their length
 * in the last byte, and the state beside them, so that a hit touches one or two cache lines and no object, and no string
 * is kept. All other keys are in a general map at its side; another kind of state is refused.
 */
final class TextStates extends CompactStates {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SMALLEST = 64;
    private static final int LARGEST = 1 << 29;
    private static final int LONGEST = 15;
    private static final int UNKNOWN = 0;
    private static final int LONG_STATES = 1;
    private static final int INTEGER_STATES = 2;
    private static final int DOUBLE_STATES = 3;

    private final Accumulator accumulator;
    private final GeneralStates others;
    private final long seed;
    private final byte[] scratch = new byte[16];
    private int states;
    private long[] slots;
    private int capacity;
    private int shift;
    private int size;
    private int fullAt;

    TextStates(final Accumulator accumulator, final GeneralStates others, final int seed) {
        this.accumulator = accumulator;
        this.others = others;
        this.seed = seed * 0x9E3779B97F4A7C15L;
        allocate(SMALLEST);
    }

    private void allocate(final int next) {
        capacity = next;
        slots = new long[3 * next];
        shift = 64 - Integer.numberOfTrailingZeros(next);
        fullAt = next / 8 * 5;
    }

    /** An empty slot has 0 where others have the length and one. */
    private int place(final long low, final long high) {
        long mixed = (low ^ seed) * 0xFF51AFD7ED558CCDL + high * 0xC4CEB9FE1A85EC53L;
        mixed ^= mixed >>> 32;
        return 3 * (int) (mixed * 0x9E3779B97F4A7C15L >>> shift);
    }

    @Override
    boolean take(final Object key, final Object value) throws Exception {
        if (!(key instanceof String text) || text.length() > LONGEST) {
            others.add(key, value);
            return true;
        }
        final int length = text.length();
        long low = 0;
        long high = length + 1L << 56;
        int wide = 0;
        final int first = Math.min(length, 8);
        for (int i = 0; i < first; i++) {
            final char c = text.charAt(i);
            wide |= c;
            low |= (long) c << 8 * i;
        }
        for (int i = 8; i < length; i++) {
            final char c = text.charAt(i);
            wide |= c;
            high |= (long) c << 8 * (i - 8);
        }
        if (wide > 0xff) {
            others.add(key, value);
            return true;
        }
        final long[] table = slots;
        int at = place(low, high);
        while (table[at + 1] != high || table[at] != low) {
            if (table[at + 1] == 0) {
                return insert(at, low, high, accumulator.first(value));
            }
            at += 3;
            at = at == table.length ? 0 : at;
        }
        return update(table, at, value);
    }

    /** Boxes in each branch apart, so that a box that only the function sees need not be made. */
    private boolean update(final long[] table, final int at, final Object value) throws Exception {
        final Object state;
        if (states == DOUBLE_STATES) {
            state = accumulator.add(Double.longBitsToDouble(table[at + 2]), value);
            if (state instanceof Double number) {
                table[at + 2] = Double.doubleToRawLongBits(number);
                return true;
            }
        } else if (states == LONG_STATES) {
            state = accumulator.add(table[at + 2], value);
            if (state instanceof Long number) {
                table[at + 2] = number;
                return true;
            }
        } else {
            state = accumulator.add((int) table[at + 2], value);
            if (state instanceof Integer number) {
                table[at + 2] = number;
                return true;
            }
        }
        return refuse(at / 3, state);
    }

    private boolean insert(final int at, final long low, final long high, final Object state) {
        if (states == UNKNOWN) {
            states = kind(state);
        }
        if (states == UNKNOWN || kind(state) != states || size == LARGEST / 8 * 5) {
            return refuse(NONE, state);
        }
        slots[at] = low;
        slots[at + 1] = high;
        slots[at + 2] = state instanceof Double number ? Double.doubleToRawLongBits(number) : ((Number) state).longValue();
        if (++size >= fullAt) {
            grow();
        }
        return true;
    }

    private static int kind(final Object state) {
        return state instanceof Double ? DOUBLE_STATES : state instanceof Long ? LONG_STATES : state instanceof Integer ? INTEGER_STATES : UNKNOWN;
    }

    private void grow() {
        final long[] old = slots;
        allocate(2 * capacity);
        for (int i = 0; i < old.length; i += 3) {
            if (old[i + 1] != 0) {
                int at = place(old[i], old[i + 1]);
                while (slots[at + 1] != 0) {
                    at += 3;
                    at = at == slots.length ? 0 : at;
                }
                System.arraycopy(old, i, slots, at, 3);
            }
        }
    }

    @Override
    GeneralStates others() {
        return others;
    }

    @Override
    int ownSlots() {
        return capacity;
    }

    @Override
    public int size() {
        return size + others.size();
    }

    @Override
    public long bytes() {
        return 24L * slots.length + others.bytes();
    }

    @Override
    public long bytesAsItIs() {
        return 8L * slots.length + others.bytesAsItIs();
    }

    @Override
    public void clear() {
        size = 0;
        allocate(SMALLEST);
        others.clear();
    }

    @Override
    public int nextSlot(final int from) {
        for (int slot = from; slot < capacity; slot++) {
            if (slots[3 * slot + 1] != 0) {
                return slot;
            }
        }
        final int other = others.nextSlot(Math.max(0, from - capacity));
        return other < 0 ? -1 : capacity + other;
    }

    @Override
    public Object key(final int slot) {
        if (slot >= capacity) {
            return others.key(slot - capacity);
        }
        final long high = slots[3 * slot + 1];
        LONG.set(scratch, 0, slots[3 * slot]);
        LONG.set(scratch, 8, high);
        return new String(scratch, 0, length(high), StandardCharsets.ISO_8859_1);
    }

    private static int length(final long high) {
        return (int) (high >>> 56) - 1;
    }

    @Override
    public Object state(final int slot) {
        if (slot >= capacity) {
            return others.state(slot - capacity);
        }
        final long state = slots[3 * slot + 2];
        return states == DOUBLE_STATES ? (Object) Double.longBitsToDouble(state) : states == LONG_STATES ? (Object) state : (Object) (int) state;
    }

    /** That of the string. */
    @Override
    public int hash(final int slot) {
        if (slot >= capacity) {
            return others.hash(slot - capacity);
        }
        final long low = slots[3 * slot];
        final long high = slots[3 * slot + 1];
        final int length = length(high);
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + (int) ((i < 8 ? low >>> 8 * i : high >>> 8 * (i - 8)) & 0xff);
        }
        return hash;
    }

    @Override
    public void forget(final int slot) {
        if (slot >= capacity) {
            others.forget(slot - capacity);
        }
    }
}
