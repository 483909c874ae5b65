package io.kindling.storage.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Blocks that can be pushed out of one kind of memory, in the order of their use, those of each data set apart: the one unused for longest is
 * found without a look at blocks of data sets that are spared. Guarded by the store's lock.
 */
final class UseOrder {

    private final Map<DataSet, Line> lines = new HashMap<>();
    /** By the use of the oldest block of each. */
    private final NavigableMap<Long, Line> byOldest = new TreeMap<>();
    private long bytes;
    private long uses;

    private static final class Line {

        private final DataSet dataSet;
        private final NavigableMap<Long, Kept> kept = new TreeMap<>();
        private long bytes;

        Line(final DataSet dataSet) {
            this.dataSet = dataSet;
        }
    }

    /** A block is used now: it goes behind all others. */
    void use(final Kept kept) {
        remove(kept);
        kept.lastUse = ++uses;
        offer(kept);
    }

    /** Takes a block in at the place of its last use, unless it is there already or cannot be pushed out. */
    void offer(final Kept kept) {
        if (!kept.isEvictable()) {
            return;
        }
        final Line line = lines.computeIfAbsent(DataSet.of(kept.id), Line::new);
        if (!line.kept.isEmpty()) {
            byOldest.remove(line.kept.firstKey());
        }
        if (line.kept.putIfAbsent(kept.lastUse, kept) == null) {
            count(line, kept.memory.bytes());
        }
        byOldest.put(line.kept.firstKey(), line);
    }

    /** Takes a block out that has the memory with which it was added; harmless if it is not there. */
    void remove(final Kept kept) {
        final Line line = lines.get(DataSet.of(kept.id));
        if (line == null || line.kept.get(kept.lastUse) != kept) {
            return;
        }
        byOldest.remove(line.kept.firstKey());
        line.kept.remove(kept.lastUse);
        count(line, -kept.memory.bytes());
        if (line.kept.isEmpty()) {
            lines.remove(line.dataSet);
        } else {
            byOldest.put(line.kept.firstKey(), line);
        }
    }

    private void count(final Line line, final long more) {
        line.bytes += more;
        bytes += more;
    }

    /** Takes out the block unused for longest of data sets that are wanted; null if there is none. It is leaving from here on. */
    Kept leave(final Predicate<DataSet> wanted) {
        for (final Line line : byOldest.values()) {
            if (wanted.test(line.dataSet)) {
                final Kept oldest = line.kept.firstEntry().getValue();
                remove(oldest);
                oldest.leaving = true;
                return oldest;
            }
        }
        return null;
    }

    /** What all of them take. */
    long bytes() {
        return bytes;
    }

    /** What those of one data set take. */
    long bytes(final DataSet dataSet) {
        final Line line = lines.get(dataSet);
        return line == null ? 0 : line.bytes;
    }
}
