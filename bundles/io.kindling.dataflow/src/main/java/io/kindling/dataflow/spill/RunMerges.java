package io.kindling.dataflow.spill;

import io.kindling.dataflow.memory.MemoryLease;
import java.util.ArrayList;
import java.util.List;

/** Makes so few of many runs that one merge of them has no more in memory than is granted: it holds a frame of each run, and a record. */
public final class RunMerges {

    /** So many are merged whatever the memory says; else there would never be fewer. */
    private static final int LEAST = 2;
    /** So much is had whatever the memory says; else a starved task would write small records again and again, two runs at a time. */
    private static final long LEAST_BYTES = 4L * SpillSpace.LEAST_BYTES;

    private RunMerges() {
    }

    /**
     * Merges some runs into one.
     *
     * @param <X> what it throws
     */
    @FunctionalInterface
    public interface Merge<X extends Exception> {

        /** @param runs next to each other in the order in which they were written */
        SpillRun merged(List<SpillRun> runs) throws X;
    }

    /** What a merge of all has in memory. */
    public static long held(final List<SpillRun> runs) {
        return runs.stream().mapToLong(SpillRun::held).sum();
    }

    /**
     * Whether all runs can be merged at a time with what else there is; asks the lease.
     *
     * @param held  what they take
     * @param other what else the lease is for
     */
    public static boolean fits(final long held, final long other, final MemoryLease lease) {
        return lease.covers(held + other) || held <= LEAST_BYTES;
    }

    /**
     * Merges neighbours until all that are left can be merged at a time; for these the lease has been asked then.
     *
     * @param runs changed
     */
    public static <X extends Exception> void narrow(final List<SpillRun> runs, final MemoryLease lease, final Merge<X> merge) throws X {
        while (together(runs, lease) < runs.size()) {
            final List<SpillRun> fewer = new ArrayList<>();
            for (int from = 0; from < runs.size();) {
                final List<SpillRun> rest = runs.subList(from, runs.size());
                final int count = together(rest, lease);
                fewer.add(count == 1 ? rest.get(0) : merge.merged(List.copyOf(rest.subList(0, count))));
                from += count;
            }
            runs.clear();
            runs.addAll(fewer);
        }
    }

    private static int together(final List<SpillRun> runs, final MemoryLease lease) {
        long held = 0;
        for (int count = 0; count < runs.size(); count++) {
            held += runs.get(count).held();
            if (!fits(held, 0, lease) && count >= LEAST) {
                return count;
            }
        }
        return runs.size();
    }
}
