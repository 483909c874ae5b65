package io.kindling.plan;

import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.Partitioning;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Each partition needs records of every partition of the parent. Compared by identity: whoever reads the same
 * dependency reads the same map outputs, and so its map stage is planned once for each version of the application's code. Immutable but for
 * that memo; thread-safe.
 */
public final class ShuffleDependency implements Dependency {

    private final RddNode parent;
    private final Partitioning partitioning;
    private final Aggregator combine;
    private final AtomicReference<Map<Integer, MapStage>> stages = new AtomicReference<>(Map.of());

    /**
     * @param parent       whose records are shuffled
     * @param partitioning where each goes
     * @param combine      done by key before the shuffle; {@link Aggregator.None} for nothing
     */
    public ShuffleDependency(final RddNode parent, final Partitioning partitioning, final Aggregator combine) {
        this.parent = parent;
        this.partitioning = partitioning;
        this.combine = combine;
    }

    @Override
    public RddNode parent() {
        return parent;
    }

    /** Where each record goes. */
    public Partitioning partitioning() {
        return partitioning;
    }

    /** What is done by key before the shuffle. */
    public Aggregator combine() {
        return combine;
    }

    /** What a second run of the map stage writes: spreading evenly depends on the order of the records, hashing does not. */
    Determinism determinism() {
        final boolean byOrder = partitioning instanceof Partitioning.RoundRobin;
        return byOrder && parent.determinism() != Determinism.ORDERED ? Determinism.INDETERMINATE : parent.determinism();
    }

    /** The map stage as planned for a version of the code, or null. */
    MapStage stage(final int code) {
        return stages.get().get(code);
    }

    /** Keeps a planned map stage unless another thread was first; returns the one that counts. */
    MapStage keep(final MapStage planned) {
        final int code = planned.plan().spec().code();
        return stages.updateAndGet(known -> {
            final Map<Integer, MapStage> more = new HashMap<>(known);
            more.putIfAbsent(code, planned);
            return Map.copyOf(more);
        }).get(code);
    }

    /** No job will run on that version of the code again. */
    void forget(final int code) {
        stages.updateAndGet(known -> {
            final Map<Integer, MapStage> rest = new HashMap<>(known);
            rest.remove(code);
            return Map.copyOf(rest);
        });
    }
}
