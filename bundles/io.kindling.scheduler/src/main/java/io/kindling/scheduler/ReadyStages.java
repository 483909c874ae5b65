package io.kindling.scheduler;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stages with tasks that wait for a slot, for a first attempt or for another beside one that takes long: first come the first jobs, then the first stages. */
final class ReadyStages {

    private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::job).thenComparingInt(Place::stage);

    private final Map<StageRun, Place> places = new HashMap<>();
    private final Map<Place, StageRun> inOrder = new TreeMap<>(ORDER);

    /** Brings a stage to where it belongs now. */
    void update(final StageRun run) {
        if (run.pending().isEmpty() && run.suspects().isEmpty() || run.wanting().isEmpty()) {
            remove(run);
            return;
        }
        final Place place = new Place(run.wanting().get(0).sequence(), run.node().id().value());
        final Place before = places.get(run);
        if (before == null || ORDER.compare(place, before) != 0) {
            remove(run);
            places.put(run, place);
            inOrder.put(place, run);
        }
    }

    void remove(final StageRun run) {
        final Place before = places.remove(run);
        if (before != null) {
            inOrder.remove(before, run);
        }
    }

    boolean isEmpty() {
        return inOrder.isEmpty();
    }

    Collection<StageRun> stages() {
        return inOrder.values();
    }

    List<StageRun> copy() {
        return List.copyOf(inOrder.values());
    }

    private record Place(long job, int stage) {
    }
}
