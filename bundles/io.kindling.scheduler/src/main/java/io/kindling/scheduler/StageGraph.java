package io.kindling.scheduler;

import io.kindling.common.ShuffleId;
import io.kindling.common.StageId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The stages of active jobs and of shuffles that are alive, and who makes and reads which shuffle. */
final class StageGraph {

    private final Map<StageId, StageRun> byId = new HashMap<>();
    private final Map<ShuffleId, StageRun> producers = new HashMap<>();
    private final Map<ShuffleId, Set<StageRun>> readers = new HashMap<>();
    private final Set<StageRun> perhapsUnneeded = new LinkedHashSet<>();
    private boolean changed;

    StageRun find(final StageId id) {
        return byId.get(id);
    }

    /** Who makes a shuffle, or null. */
    StageRun producer(final ShuffleId shuffle) {
        return producers.get(shuffle);
    }

    Collection<StageRun> readers(final ShuffleId shuffle) {
        return List.copyOf(readers.getOrDefault(shuffle, Set.of()));
    }

    void add(final StageRun run) {
        byId.put(run.node().id(), run);
        if (run.node().writes() != null) {
            producers.put(run.node().writes(), run);
        }
        for (final ShuffleId shuffle : run.node().reads()) {
            readers.computeIfAbsent(shuffle, id -> new LinkedHashSet<>()).add(run);
        }
    }

    void remove(final StageRun run) {
        byId.remove(run.node().id(), run);
        if (run.node().writes() != null) {
            producers.remove(run.node().writes(), run);
        }
        for (final ShuffleId shuffle : run.node().reads()) {
            final Set<StageRun> all = readers.get(shuffle);
            if (all != null) {
                all.remove(run);
                if (all.isEmpty()) {
                    readers.remove(shuffle);
                }
            }
        }
    }

    /** Says that what is wanted or what can run may be other than it was. */
    void touch() {
        changed = true;
    }

    /** Whether it was touched since this was asked last. */
    boolean takeChanged() {
        final boolean was = changed;
        changed = false;
        return was;
    }

    /** Notes that nobody may need a stage any more. */
    void suspectUnneeded(final StageRun run) {
        perhapsUnneeded.add(run);
    }

    List<StageRun> takePerhapsUnneeded() {
        if (perhapsUnneeded.isEmpty()) {
            return List.of();
        }
        final List<StageRun> runs = List.copyOf(perhapsUnneeded);
        perhapsUnneeded.clear();
        return runs;
    }
}
