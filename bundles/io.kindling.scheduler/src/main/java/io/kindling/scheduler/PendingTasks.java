package io.kindling.scheduler;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Partitions of one stage that wait for a slot: a bit each, and a bit for each place that has a partition's data.
 * Lowest partition first.
 */
final class PendingTasks {

    private BitSet waiting = new BitSet();
    private final Map<String, BitSet> byPlace = new HashMap<>();
    private List<List<String>> preferred = List.of();
    private int count;
    private int lowest;

    /** Begins anew with these partitions; takes the set over. */
    void reset(final BitSet partitions, final List<List<String>> preferences) {
        clear();
        waiting = partitions;
        count = partitions.cardinality();
        preferred = preferences;
        if (!preferred.isEmpty()) {
            for (int p = waiting.nextSetBit(0); p >= 0; p = waiting.nextSetBit(p + 1)) {
                notePlaces(p);
            }
        }
    }

    void clear() {
        waiting = new BitSet();
        byPlace.clear();
        count = 0;
        lowest = 0;
    }

    void add(final int partition) {
        if (!waiting.get(partition)) {
            waiting.set(partition);
            lowest = Math.min(lowest, partition);
            count++;
            notePlaces(partition);
        }
    }

    void remove(final int partition) {
        if (waiting.get(partition)) {
            waiting.clear(partition);
            count--;
            for (final String place : places(partition)) {
                final BitSet there = byPlace.get(place);
                if (there != null) {
                    there.clear(partition);
                    if (there.isEmpty()) {
                        byPlace.remove(place);
                    }
                }
            }
        }
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The lowest partition at or after one, or -1; takes nothing out. */
    int next(final int from) {
        final int partition = waiting.nextSetBit(Math.max(from, lowest));
        if (from <= lowest) {
            lowest = partition < 0 ? waiting.length() : partition;
        }
        return partition;
    }

    /** The lowest partition whose data is at a place, or -1; takes nothing out. */
    int nextAt(final String place) {
        final BitSet there = byPlace.get(place);
        return there == null ? -1 : there.nextSetBit(0);
    }

    /** Whether some waiting partition would rather run at a certain place. */
    boolean hasPreferences() {
        return !byPlace.isEmpty();
    }

    /** Hosts and executors that have a partition's data. */
    List<String> places(final int partition) {
        return partition < preferred.size() ? preferred.get(partition) : List.of();
    }

    private void notePlaces(final int partition) {
        for (final String place : places(partition)) {
            byPlace.computeIfAbsent(place, name -> new BitSet()).set(partition);
        }
    }
}
