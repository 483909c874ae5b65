package io.kindling.driver.rdd;

import io.kindling.api.DoubleRdd;
import io.kindling.api.function.Function;
import io.kindling.plan.RddNode;

/** A data set of doubles as the application holds it. Immutable and thread-safe. */
final class DoubleRddHandle extends RddHandle<Double> implements DoubleRdd {

    DoubleRddHandle(final DataSets data, final RddNode node) {
        super(data, node);
    }

    @Override
    public DoubleRdd filter(final Function<Double, Boolean> function) {
        return new DoubleRddHandle(data(), filtered(function));
    }

    @Override
    public DoubleRdd union(final DoubleRdd other) {
        return new DoubleRddHandle(data(), united(other));
    }

    @Override
    public DoubleRdd distinct() {
        return distinct(data().parallelism().ofShuffle(node().partitions()));
    }

    @Override
    public DoubleRdd distinct(final int partitions) {
        return new DoubleRddHandle(data(), distinctNode(partitions));
    }

    @Override
    public DoubleRdd repartition(final int partitions) {
        return new DoubleRddHandle(data(), repartitioned(partitions));
    }

    @Override
    public DoubleRdd coalesce(final int partitions) {
        return new DoubleRddHandle(data(), coalesced(partitions));
    }

    @Override
    public DoubleRdd cache() {
        super.cache();
        return this;
    }

    @Override
    public DoubleRdd unpersist() {
        super.unpersist();
        return this;
    }
}
