package io.kindling.dataflow.aggregate;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The files that the application is reading values of groups from, a few at a time: it may never come back to values that it has left in the
 * middle, and each has a frame in memory. Used by one thread.
 */
final class OpenValues implements Closeable {

    /** Both sides of a join in each other, and some to spare. */
    private static final int MOST = 8;

    private final List<SpilledValues> open = new ArrayList<>(MOST);
    private boolean ended;
    private long uses;

    /** Refuses once they have been closed. */
    void check() {
        if (ended) {
            throw ManyValues.gone();
        }
    }

    /** The number of a use. */
    long use() {
        return ++uses;
    }

    /** Makes room for one that opens its file, by closing that of the one unused for longest. */
    void add(final SpilledValues values) throws IOException {
        if (open.size() == MOST) {
            final SpilledValues oldest = open.stream().min(Comparator.comparingLong(SpilledValues::lastUse)).orElseThrow();
            open.remove(oldest);
            oldest.close();
        }
        open.add(values);
    }

    /** One has closed its file. */
    void remove(final SpilledValues values) {
        open.remove(values);
    }

    /** Closes all, and opens no more. */
    @Override
    public void close() throws IOException {
        ended = true;
        for (final SpilledValues values : open) {
            values.close();
        }
        open.clear();
    }
}
