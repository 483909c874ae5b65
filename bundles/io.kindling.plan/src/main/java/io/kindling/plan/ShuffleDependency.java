package io.kindling.plan;

import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.Partitioning;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Each partition needs records of every partition of the parent. Compared by identity: whoever reads the same
 * dependency reads the same map outputs, and so its map stage is planned once. Immutable but for that memo; thread-safe.
 */
public final class ShuffleDependency implements Dependency {

    private final RddNode parent;
    private final Partitioning partitioning;
    private final Aggregator combine;
    private final AtomicReference<MapStage> stage = new AtomicReference<>();

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

    /** The planned map stage, or null. */
    MapStage stage() {
        return stage.get();
    }

    /** Keeps a planned map stage unless another thread was first; returns the one that counts. */
    MapStage keep(final MapStage planned) {
        return stage.compareAndSet(null, planned) ? planned : stage.get();
    }
}
