package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.spill.SpillRun;
import io.kindling.dataflow.spill.SpillWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The values of one key and one input: runs in files, then what is in memory. Used by one thread. */
final class GroupBuilder {

    private final List<SpillRun> runs = new ArrayList<>(0);
    private List<Object> values = new ArrayList<>();
    private long bytes;
    private long count;

    /** Adds a value to those in memory. */
    void add(final Object value, final long size) {
        values.add(value);
        bytes += size;
        count++;
    }

    /** What those in memory take. */
    long bytes() {
        return bytes;
    }

    /** Writes what is in memory. */
    void moveTo(final SpillWriter out) throws IOException {
        for (final Object value : values) {
            out.write(value);
        }
        values = new ArrayList<>();
        bytes = 0;
    }

    /** A run has been written of what was moved, and of {@code more} values that never were in memory. */
    void add(final SpillRun run, final long more) {
        runs.add(run);
        count += more;
    }

    /** All of them; files stay until the attempt ends, for the application may have kept them. Nothing is added any more. */
    Iterable<Object> values(final OpenValues open) {
        return runs.isEmpty() ? values : new ManyValues(() -> new SpilledValues(runs, values, count, open));
    }
}
