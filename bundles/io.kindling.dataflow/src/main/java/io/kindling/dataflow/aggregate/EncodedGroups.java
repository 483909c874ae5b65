package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.KeyPrefix;
import io.kindling.dataflow.RawPairs;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.memory.SizeEstimator;
import io.kindling.dataflow.spill.SpillSpace;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongPredicate;

/**
 * Pairs of several inputs brought together by key while they stay encoded: of each pair only its place and the next one
 * of its key are kept beside the bytes. For keys of one kind that are equal exactly if their prefixes, or their bytes,
 * are. Used by one thread.
 */
final class EncodedGroups {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int READER = 2048;
    private static final int LOOK_MASK = 15;
    private static final int LARGEST = 1 << 29;
    private static final int SMALLEST = 64;

    private final RecordCodec codec;
    private final int inputs;
    private final long seed;
    private final SizeEstimator sizes = new SizeEstimator();
    private final List<RawPairs> readers = new ArrayList<>();
    private long blockBytes;
    private KeyPrefix.Kind kind;
    private boolean unsuited;
    /** Another one after each {@link #clear}. */
    private int generation;

    /** Of each pair: the number of the block and the position in it, and the pair of its key and input that came next, and one. */
    private long[] places;
    private int[] next;
    private int size;
    /** Of each key: its prefix or hash, the place of its first pair, and for each input the first and last pair, and one. */
    private long[] marks;
    private long[] firsts;
    private int[] ends;
    private int keys;
    /** The keys, and one, by the hash of their marks. */
    private int[] slots;
    private int shift;

    EncodedGroups(final RecordCodec codec, final int inputs, final int seed) {
        this.codec = codec;
        this.inputs = inputs;
        this.seed = seed * 0x9E3779B97F4A7C15L;
        allocate();
    }

    private void allocate() {
        places = new long[SMALLEST];
        next = new int[SMALLEST];
        marks = new long[SMALLEST];
        firsts = new long[SMALLEST];
        ends = new int[2 * inputs * SMALLEST];
        resize(2 * SMALLEST);
    }

    private void resize(final int capacity) {
        slots = new int[capacity];
        shift = 64 - Integer.numberOfTrailingZeros(capacity);
    }

    void clear() {
        generation++;
        readers.clear();
        blockBytes = 0;
        size = 0;
        keys = 0;
        allocate();
    }

    int keys() {
        return keys;
    }

    /** Whether something has come that this layout cannot take; it takes no more then. */
    boolean isUnsuited() {
        return unsuited;
    }

    /** What it takes, with its next size. */
    long bytes() {
        return blockBytes + 24L * places.length + (32L + 16L * inputs) * marks.length + 8L * slots.length;
    }

    /** Takes pairs of an input; how many, which is fewer than there are once it {@link #isUnsuited}. */
    int add(final int input, final byte[] block) {
        if (unsuited) {
            return 0;
        }
        final RawPairs pairs = codec.pairs(block);
        final long number = (long) readers.size() << 32;
        final int before = size;
        readers.add(pairs);
        blockBytes += block.length + READER;
        while (pairs.next()) {
            if (!pairs.isSeekable() || !suits(pairs.keyKind()) || size >= LARGEST) {
                unsuited = true;
                break;
            }
            if (size == places.length) {
                places = Arrays.copyOf(places, 2 * size);
                next = Arrays.copyOf(next, 2 * size);
            }
            final long place = number | pairs.position();
            link(key(pairs, place), input, size);
            places[size++] = place;
        }
        return size - before;
    }

    private boolean suits(final KeyPrefix.Kind found) {
        if (kind == null && (found.exact() || found == KeyPrefix.Kind.TEXT)) {
            kind = found;
        }
        return kind == found;
    }

    private void link(final int key, final int input, final int pair) {
        final int at = 2 * (key * inputs + input);
        next[pair] = 0;
        if (ends[at] == 0) {
            ends[at] = pair + 1;
        } else {
            next[ends[at + 1] - 1] = pair + 1;
        }
        ends[at + 1] = pair + 1;
    }

    /** The key of a pair, a new one if need be. */
    private int key(final RawPairs pair, final long place) {
        final boolean exact = kind != KeyPrefix.Kind.TEXT;
        final long mark = exact ? pair.keyPrefix() : hash(pair.bytes(), pair.keyStart(), pair.keyEnd());
        int slot = slot(mark);
        for (int key = slots[slot] - 1; key >= 0; key = slots[slot] - 1) {
            if (marks[key] == mark && (exact || isAt(firsts[key], pair))) {
                return key;
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (keys == marks.length) {
            marks = Arrays.copyOf(marks, 2 * keys);
            firsts = Arrays.copyOf(firsts, 2 * keys);
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        marks[keys] = mark;
        firsts[keys] = place;
        Arrays.fill(ends, 2 * inputs * keys, 2 * inputs * (keys + 1), 0);
        slots[slot] = ++keys;
        if (keys > slots.length / 2) {
            grow();
        }
        return keys - 1;
    }

    private void grow() {
        resize(2 * slots.length);
        for (int key = 0; key < keys; key++) {
            int slot = slot(marks[key]);
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = key + 1;
        }
    }

    private int slot(final long mark) {
        long mixed = (mark ^ seed) * 0xFF51AFD7ED558CCDL;
        mixed ^= mixed >>> 32;
        return (int) (mixed * 0x9E3779B97F4A7C15L >>> shift);
    }

    private long hash(final byte[] bytes, final int from, final int to) {
        long hash = seed + to - from;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            hash = (hash ^ (long) LONG.get(bytes, at)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        for (; at < to; at++) {
            hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
        }
        return hash ^ hash >>> 29;
    }

    /** Whether the pair of a place has the same key as another one, whose reader stays where it is. */
    private boolean isAt(final long place, final RawPairs other) {
        final RawPairs reader = readers.get((int) (place >>> 32));
        if (reader == other) {
            final int here = other.position();
            final int start = other.keyStart();
            final int end = other.keyEnd();
            reader.seek((int) place);
            final boolean same = Arrays.equals(other.bytes(), start, end, reader.bytes(), reader.keyStart(), reader.keyEnd());
            reader.seek(here);
            return same;
        }
        reader.seek((int) place);
        return Arrays.equals(other.bytes(), other.keyStart(), other.keyEnd(), reader.bytes(), reader.keyStart(), reader.keyEnd());
    }

    private RawPairs at(final long place) {
        final RawPairs reader = readers.get((int) (place >>> 32));
        reader.seek((int) place);
        return reader;
    }

    /** The keys are numbered in the order in which they came. */
    Object key(final int key) {
        return at(firsts[key]).key();
    }

    /**
     * The values that a key has from an input: objects if they are few and may be had all at once, else one by one from the bytes each time that
     * they are asked for.
     *
     * @param memory whether objects of so many bytes may be had
     */
    Iterable<Object> values(final int key, final int input, final int few, final LongPredicate memory) {
        final int first = ends[2 * (key * inputs + input)];
        final int last = ends[2 * (key * inputs + input) + 1];
        if (first == last) {
            final List<Object> one = new ArrayList<>(first == 0 ? 0 : 1);
            if (first != 0) {
                one.add(value(first));
            }
            return one;
        }
        int count = 0;
        for (int pair = first; pair != 0 && count <= few; pair = next[pair - 1]) {
            count++;
        }
        if (count > few) {
            return many(first);
        }
        final List<Object> values = new ArrayList<>(count);
        long bytes = 0;
        for (int pair = first; pair != 0; pair = next[pair - 1]) {
            final Object value = value(pair);
            if (count > 1 && (values.size() & LOOK_MASK) == 0) { // one is given as an object in any case
                bytes += sizes.estimate(value) * Math.min(1 + LOOK_MASK, count - values.size());
                if (bytes > SpillSpace.LEAST_BYTES && !memory.test(bytes)) {
                    return many(first);
                }
            }
            values.add(value);
        }
        return values;
    }

    private Iterable<Object> many(final int first) {
        final int now = generation;
        return new ManyValues(() -> {
            if (now != generation) {
                throw ManyValues.gone();
            }
            return values(first);
        });
    }

    /** The same one by one. */
    Iterator<Object> values(final int key, final int input) {
        return values(ends[2 * (key * inputs + input)]);
    }

    private Object value(final int pair) {
        return at(places[pair - 1]).value();
    }

    private Iterator<Object> values(final int first) {
        return new Iterator<>() {
            private int pair = first;

            @Override
            public boolean hasNext() {
                return pair != 0;
            }

            @Override
            public Object next() {
                if (pair == 0) {
                    throw new NoSuchElementException("There are no more values");
                }
                final Object value = value(pair);
                pair = EncodedGroups.this.next[pair - 1];
                return value;
            }
        };
    }
}
