package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.memory.MemoryLease;
import io.kindling.dataflow.memory.SeenObjects;
import io.kindling.dataflow.memory.SizeEstimator;
import io.kindling.dataflow.spill.SpillRun;
import io.kindling.dataflow.spill.SpillSpace;
import io.kindling.dataflow.spill.SpillWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Collects the values of one key: in memory as long as it is granted, then in a file. Used by one thread. */
final class GroupBuilder implements Closeable {

    private final SpillSpace space;
    private final SizeEstimator sizes;
    private final SeenObjects seen = new SeenObjects();
    private final OpenValues open;
    private final MemoryLease lease;
    private List<Object> values = new ArrayList<>();
    private long bytes;
    private long count;
    private SpillWriter out;

    /** @param open gets the files that are read */
    GroupBuilder(final SpillSpace space, final SizeEstimator sizes, final OpenValues open) {
        this.space = space;
        this.sizes = sizes;
        this.open = open;
        this.lease = new MemoryLease(space.memory());
    }

    /** Adds values; {@code from} on. */
    void add(final List<?> more, final int from) throws IOException {
        for (int i = from; i < more.size(); i++) {
            final Object value = more.get(i);
            count++;
            if (out != null) {
                out.write(value);
                continue;
            }
            values.add(value);
            bytes += 8 + sizes.estimateNext(value, seen);
            if (bytes > SpillSpace.LEAST_BYTES && !lease.covers(bytes)) {
                spill();
            }
        }
    }

    private void spill() throws IOException {
        out = new SpillWriter(space);
        for (final Object value : values) {
            out.write(value);
        }
        values = null;
        lease.release();
    }

    /** All of them; the file stays until the attempt ends, for the application may have kept them. */
    Iterable<Object> finish() throws IOException {
        if (out == null) {
            return values;
        }
        final SpillRun run = out.finish();
        final long all = count;
        return new ManyValues(() -> new SpilledValues(run, all, open));
    }

    /** Gives the memory back. */
    @Override
    public void close() throws IOException {
        lease.release();
        if (out != null) {
            out.close();
        }
    }
}
