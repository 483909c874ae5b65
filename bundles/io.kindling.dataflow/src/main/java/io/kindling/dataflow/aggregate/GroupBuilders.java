package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.memory.MemoryLease;
import io.kindling.dataflow.memory.SeenObjects;
import io.kindling.dataflow.memory.SizeEstimator;
import io.kindling.dataflow.spill.SpillSpace;
import io.kindling.dataflow.spill.SpillWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Collects the values of all keys of one hash code, which come in any order: in memory as long as it is granted, then in files. However many
 * keys there are, one file is open: one that all that comes of a single key goes to, as most of what was in memory was its. Where no key has
 * most of it, all that is in memory is written, a run for each key. Used by one thread.
 */
final class GroupBuilders implements Closeable {

    /** Whoever reads the last run of a shared file skips so much before it, and a little. */
    private static final long SHARED_FILE = 8L << 20;
    /** Of a builder without values. */
    private static final long BUILDER = 150;

    private final SpillSpace space;
    private final SizeEstimator sizes = new SizeEstimator();
    private final SeenObjects seen = new SeenObjects();
    private final MemoryLease lease;
    private final List<GroupBuilder> all = new ArrayList<>();
    /** Of values, which can be written, and of the rest, which cannot. */
    private long bytes;
    private long fixed;
    /** Whose values go to a file at once, and how many have; null if there is none. */
    private GroupBuilder streamed;
    private long streamedCount;
    private SpillWriter stream;

    GroupBuilders(final SpillSpace space) {
        this.space = space;
        lease = new MemoryLease(space.memory());
    }

    /** Those of another key, by input. */
    GroupBuilder[] ofKey(final Object key, final int inputs) {
        final GroupBuilder[] builders = new GroupBuilder[inputs];
        for (int input = 0; input < inputs; input++) {
            builders[input] = new GroupBuilder();
            all.add(builders[input]);
        }
        fixed += sizes.estimate(key) + inputs * BUILDER;
        return builders;
    }

    /** Adds values; {@code from} on. */
    void add(final GroupBuilder to, final List<?> more, final int from) throws IOException {
        for (int i = from; i < more.size(); i++) {
            final Object value = more.get(i);
            if (to == streamed) {
                stream.write(value);
                streamedCount++;
                continue;
            }
            final long size = 8 + sizes.estimateNext(value, seen);
            to.add(value, size);
            bytes += size;
            if (bytes > SpillSpace.LEAST_BYTES && !lease.covers(fixed + bytes)) {
                spill();
            }
        }
    }

    private void spill() throws IOException {
        final GroupBuilder largest = Collections.max(all, Comparator.comparingLong(GroupBuilder::bytes));
        endStream();
        if (2 * largest.bytes() > bytes) {
            bytes -= largest.bytes();
            stream = new SpillWriter(space);
            streamed = largest;
            largest.moveTo(stream);
        } else {
            spillAll();
            bytes = 0;
        }
        seen.clear();
        lease.shrink(fixed + bytes);
    }

    private void spillAll() throws IOException {
        SpillWriter shared = new SpillWriter(space);
        try {
            for (final GroupBuilder builder : all) {
                if (builder.bytes() > 0) {
                    builder.moveTo(shared);
                    builder.add(shared.endRun(), 0);
                }
                if (shared.bytes() > SHARED_FILE) {
                    shared.close();
                    shared = new SpillWriter(space);
                }
            }
        } finally {
            shared.close();
        }
    }

    /** Ends what is open; to be called when everything has been added. */
    void endStream() throws IOException {
        if (streamed != null) {
            streamed.add(stream.finish(), streamedCount);
            streamed = null;
            streamedCount = 0;
        }
    }

    /** Forgets them, for those of another hash code; their files stay until the attempt ends. */
    @Override
    public void close() throws IOException {
        lease.release();
        all.clear();
        seen.clear();
        bytes = 0;
        fixed = 0;
        if (streamed != null) {
            streamed = null;
            stream.close();
        }
    }
}
