package io.kindling.scheduler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Trusted executors that stay and can take a task now, most free slots first, ties by lowest id, in all and by host. An entry
 * must be taken out before its free slots change and put in afterwards.
 */
final class FreeSlotIndex {

    private static final Comparator<ExecutorEntry> MOST_FREE_FIRST = FreeSlotIndex::compare;

    private final int cpusPerTask;
    private final NavigableSet<ExecutorEntry> all = new TreeSet<>(MOST_FREE_FIRST);
    private final Map<String, NavigableSet<ExecutorEntry>> byHost = new HashMap<>();

    FreeSlotIndex(final int cpusPerTask) {
        this.cpusPerTask = cpusPerTask;
    }

    private static int compare(final ExecutorEntry one, final ExecutorEntry other) {
        final int byFree = Integer.compare(other.free(), one.free());
        return byFree != 0 ? byFree : one.id().compareTo(other.id());
    }

    void add(final ExecutorEntry entry) {
        if (entry.mayGetMore() && entry.free() >= cpusPerTask) {
            all.add(entry);
            byHost.computeIfAbsent(entry.host(), host -> new TreeSet<>(MOST_FREE_FIRST)).add(entry);
        }
    }

    void remove(final ExecutorEntry entry) {
        if (all.remove(entry)) {
            final NavigableSet<ExecutorEntry> there = byHost.get(entry.host());
            there.remove(entry);
            if (there.isEmpty()) {
                byHost.remove(entry.host());
            }
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    boolean contains(final ExecutorEntry entry) {
        return all.contains(entry);
    }

    /** Best first; a view that must not outlive the next change. */
    Iterable<ExecutorEntry> inOrder() {
        return all;
    }

    /** Best first, of one host; a view that must not outlive the next change. */
    Iterable<ExecutorEntry> onHost(final String host) {
        final NavigableSet<ExecutorEntry> there = byHost.get(host);
        return there == null ? Collections.emptyList() : there;
    }

    List<ExecutorEntry> copy() {
        return new ArrayList<>(all);
    }
}
