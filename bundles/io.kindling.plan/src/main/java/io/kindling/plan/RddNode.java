package io.kindling.plan;

import io.kindling.common.RddId;
import io.kindling.protocol.stage.Partitioning;

/** A data set as lineage: how it is made of others. Immutable but for its label and {@link #cut}, thread-safe, compared by identity; made by {@link Lineage}. */
public final class RddNode {

    private final RddId id;
    private final String name;
    private final int partitions;
    private final Partitioning partitioner;
    private volatile Step step;
    private volatile Determinism determinism;
    private volatile String label;

    RddNode(final RddId id, final String name, final int partitions, final Partitioning partitioner, final Step step) {
        this.id = id;
        this.name = name;
        this.partitions = partitions;
        this.partitioner = partitioner;
        this.step = step;
        this.determinism = determinismOf(step);
    }

    /** Its number within the context. */
    public RddId id() {
        return id;
    }

    /** Where the application made it, e.g. {@code map at WordCount.java:20}. */
    public String name() {
        return name;
    }

    /** What the application calls it, or null. */
    public String label() {
        return label;
    }

    /** The application calls it so from now on. */
    public void label(final String text) {
        label = text;
    }

    /** How many partitions it has. */
    public int partitions() {
        return partitions;
    }

    /** How its keys are spread over its partitions, or null if nothing is known. */
    public Partitioning partitioner() {
        return partitioner;
    }

    /** How it is made. */
    public Step step() {
        return step;
    }

    /** What a second computation gives. */
    public Determinism determinism() {
        return determinism;
    }

    /**
     * From now on it is made of what was kept of it: jobs that are planned later do not look behind it.
     *
     * @param kept gives the same records of each partition in the same order
     */
    public void cut(final Step.Source kept) {
        if (kept.payloads().size() != partitions) {
            throw new IllegalArgumentException(this + " has " + partitions + " partitions, and " + kept.payloads().size() + " were kept");
        }
        step = kept;
        determinism = Determinism.ORDERED;
    }

    @Override
    public String toString() {
        return "Rdd " + id + " (" + (label == null ? "" : label + ", ") + name + ")";
    }

    /** Parents are finished when a node is made, so this looks one step back only. */
    private static Determinism determinismOf(final Step step) {
        Determinism worst = Determinism.ORDERED;
        for (final Dependency dependency : step.dependencies()) {
            // Also behind a sort: records with equal keys come in the order of arrival.
            worst = worst.and(dependency instanceof ShuffleDependency shuffle
                    ? Determinism.UNORDERED.and(shuffle.determinism()) : dependency.parent().determinism());
        }
        return step.orderSensitive() && worst == Determinism.UNORDERED ? Determinism.INDETERMINATE : worst;
    }
}
