package io.kindling.driver.rdd;

import io.kindling.api.BoundedDouble;
import io.kindling.api.DoubleRdd;
import io.kindling.api.PartialResult;
import io.kindling.api.StorageLevel;
import io.kindling.api.function.Function;
import io.kindling.api.spi.PartitionFunctions;
import io.kindling.driver.approx.MeanEstimate;
import io.kindling.driver.approx.SumEstimate;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.TransformKind;

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
    public PartialResult<BoundedDouble> meanApprox(final long timeout, final Double confidence) {
        return approximate("meanApprox", statistics("meanApprox"), new Sink.Collect(), new MeanEstimate(node().partitions(), confidence), timeout);
    }

    @Override
    public PartialResult<BoundedDouble> sumApprox(final long timeout, final Double confidence) {
        return approximate("sumApprox", statistics("sumApprox"), new Sink.Collect(), new SumEstimate(node().partitions(), confidence), timeout);
    }

    private RddNode statistics(final String operation) {
        return data().transform(operation, TransformKind.MAP_PARTITIONS, node(), PartitionFunctions.statistics());
    }

    @Override
    public DoubleRdd setName(final String name) {
        super.setName(name);
        return this;
    }

    @Override
    public DoubleRdd filterPartitions(final Function<Integer, Boolean> filter) {
        return new DoubleRddHandle(data(), data().picked(node(), filter));
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
    public DoubleRdd persist(final StorageLevel level) {
        super.persist(level);
        return this;
    }

    @Override
    public DoubleRdd unpersist() {
        super.unpersist();
        return this;
    }

    @Override
    public DoubleRdd unpersist(final boolean blocking) {
        super.unpersist(blocking);
        return this;
    }
}
