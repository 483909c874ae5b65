package io.kindling.dataflow.sort;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.KeyPrefix;
import io.kindling.dataflow.RawPairs;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.memory.SizeEstimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Pairs that stay encoded: of each only the key's prefix and its place are kept beside the bytes, and those are sorted.
 * Used by one thread.
 */
final class EncodedPairs {

    private static final int READER = 2048;
    private static final int ENTRY = 28;
    private static final int AHEAD = 16;
    private static final int SECOND_LINE = 64;
    /** Fewer pairs are sorted as objects. */
    private static final int DEEPER = 16;
    private static final long DEEP_BYTES = 64;

    private final RecordCodec codec;
    private final KeyOrdering order;
    private final List<RawPairs> readers = new ArrayList<>();
    private final List<byte[]> blocks = new ArrayList<>();
    private long blockBytes;
    /** So that touching has a use. */
    private int touched;
    private long[] prefixes = new long[64];
    /** The number of the block and the position in it: in the order of arrival. */
    private long[] places = new long[64];
    private int size;
    private KeyPrefix.Kind kind;
    private final SizeEstimator sizes = new SizeEstimator();
    /** What the last keys of all blocks take as objects: counted where objects will be compared. */
    private long sampledBytes;

    EncodedPairs(final RecordCodec codec, final KeyOrdering order) {
        this.codec = codec;
        this.order = order;
    }

    /**
     * Takes an encoded block; false, and nothing has changed, if it has pairs that can only be decoded in their order, or
     * keys without prefixes, or of another kind.
     */
    boolean add(final byte[] block) {
        final RawPairs pairs = codec.pairs(block);
        final int before = size;
        final KeyPrefix.Kind kindBefore = kind;
        final long number = (long) readers.size() << 32;
        while (pairs.next()) {
            final KeyPrefix.Kind found = pairs.keyKind();
            if (!pairs.isSeekable() || found == KeyPrefix.Kind.NONE || kind != null && kind != found) {
                size = before;
                kind = kindBefore;
                return false;
            }
            kind = found;
            if (size == places.length) {
                places = Arrays.copyOf(places, 2 * size);
                prefixes = Arrays.copyOf(prefixes, 2 * size);
            }
            prefixes[size] = pairs.keyPrefix();
            places[size++] = number | pairs.position();
        }
        readers.add(pairs);
        blocks.add(block);
        blockBytes += block.length + READER;
        if (size > before) {
            sampledBytes += sizes.estimate(key(places[size - 1]));
        }
        return true;
    }

    int size() {
        return size;
    }

    /** What it takes, with what sorting it will take. */
    long bytes() {
        final long index = 16L * places.length + 16L * size;
        return blockBytes + index;
    }

    private Object key(final long place) {
        return at(place).key();
    }

    private RawPairs at(final long place) {
        final RawPairs reader = readers.get((int) (place >>> 32));
        reader.seek((int) place);
        return reader;
    }

    /** The i-th pair; to be asked for one after the other. */
    Tuple2<?, ?> pair(final int i) {
        if ((i & AHEAD - 1) == 0) {
            touch(i, SECOND_LINE);
        }
        final RawPairs pair = at(places[i]);
        final Object key = pair.key();
        return new Tuple2<>(key, pair.value());
    }

    /** Looks at the bytes of the next pairs, all at once: then memory is waited for once and not for each of them. */
    private void touch(final int from, final int further) {
        int sum = 0;
        for (int i = from; i < Math.min(size, from + AHEAD); i++) {
            final byte[] block = blocks.get((int) (places[i] >>> 32));
            final int at = (int) places[i];
            sum += block[at] + block[Math.min(at + further, block.length - 1)];
        }
        touched = sum;
    }

    void clear() {
        blocks.clear();
        readers.clear();
        blockBytes = 0;
        sampledBytes = 0;
        size = 0;
        kind = null;
        prefixes = new long[64];
        places = new long[64];
    }

    /**
     * Brings the pairs into order.
     *
     * @param memory whether so many bytes more may be taken
     */
    void sort(final LongPredicate memory) {
        if (size < 2) {
            return;
        }
        final int known = order.direction(kind);
        final int direction = known != 0 ? known : guess();
        if (direction == 0) {
            sortRange(0, size, memory);
            return;
        }
        sortByPrefix(direction);
        if (!kind.exact() || known == 0) {
            sortTies(direction, memory);
        }
        prefixes = null;
        if (known == 0 && !verify()) {
            Arrays.sort(places, 0, size);
            sortRange(0, size, memory);
        }
    }

    /** Whether the comparator seems to follow the prefixes, by some keys: 1 if it does, -1 in reverse, 0 if not. */
    private int guess() {
        final int step = Math.max(1, size / 64);
        int direction = 0;
        for (int i = step; i < size; i += step) {
            final int byPrefix = Long.compare(prefixes[i - step], prefixes[i]);
            final int wanted = Integer.signum(order.comparator().compare(key(places[i - step]), key(places[i])));
            if (byPrefix != 0 && wanted != 0) {
                final int found = byPrefix == wanted ? 1 : -1;
                if (direction == -found) {
                    return 0;
                }
                direction = found;
            }
        }
        return direction;
    }

    private void sortByPrefix(final int direction) {
        if (direction < 0) {
            flip();
        }
        final long[][] sorted = RadixSort.sort(prefixes, places, size);
        prefixes = sorted[0];
        places = sorted[1];
    }

    private void flip() {
        for (int i = 0; i < size; i++) {
            prefixes[i] = ~prefixes[i];
        }
    }

    private void sortTies(final int direction, final LongPredicate memory) {
        int start = 0;
        for (int i = 1; i <= size; i++) {
            if (i == size || prefixes[i] != prefixes[start]) {
                if (i - start > 1) {
                    sortTie(start, i, direction, memory);
                }
                start = i;
            }
        }
    }

    /** Sorts pairs whose keys have one prefix: by the rest of their bytes if it pays. */
    private void sortTie(final int from, final int to, final int direction, final LongPredicate memory) {
        // A prefix with 0xff in it may say nothing of what follows.
        final long prefix = (direction < 0 ? ~prefixes[from] : prefixes[from]) ^ Long.MIN_VALUE;
        final long inverse = ~prefix;
        final boolean whole = (inverse - 0x0101010101010101L & ~inverse & 0x8080808080808080L) == 0;
        if (to - from < DEEPER || !memory.test(DEEP_BYTES * (to - from)) || !new DeepSort(places, this::at, direction).sort(from, to, whole ? Long.BYTES : 0)) {
            sortRange(from, to, memory);
        }
    }

    /** Whether the guess was right: neighbours say. Those that the comparator takes as equal come in the order of arrival. */
    private boolean verify() {
        Object before = key(places[0]);
        int start = 0;
        for (int i = 1; i < size; i++) {
            if ((i & AHEAD - 1) == 0) {
                touch(i, 0);
            }
            final Object next = key(places[i]);
            final int compared = order.comparator().compare(before, next);
            if (compared > 0) {
                return false;
            } else if (compared < 0) {
                arrange(start, i);
                start = i;
            }
            before = next;
        }
        arrange(start, size);
        return true;
    }

    private void arrange(final int from, final int to) {
        if (to - from > 1) {
            Arrays.sort(places, from, to);
        }
    }

    private record Entry(Object key, long place) {
    }

    private void sortRange(final int from, final int to, final LongPredicate memory) {
        if (!memory.test((to - from) * (ENTRY + sampledBytes / blocks.size()))) {
            new PlaceSort(places, (one, other) -> order.comparator().compare(key(one), key(other))).sort(from, to);
            return;
        }
        final Entry[] entries = new Entry[to - from];
        for (int i = from; i < to; i++) {
            entries[i - from] = new Entry(key(places[i]), places[i]);
        }
        Arrays.sort(entries, (one, other) -> order.comparator().compare(one.key, other.key));
        for (int i = from; i < to; i++) {
            places[i] = entries[i - from].place;
        }
    }
}
