package io.kindling.driver.rdd;

import static java.util.Objects.requireNonNull;

import io.kindling.api.PairRdd;
import io.kindling.api.Partitioner;
import io.kindling.api.Rdd;
import io.kindling.api.StorageLevel;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.Function2;
import io.kindling.api.function.Function;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.Builtin;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.KeyOrder;
import io.kindling.protocol.stage.Partitioning;
import io.kindling.protocol.stage.TransformKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A data set of pairs as the application holds it. Immutable and thread-safe. */
final class PairRddHandle<K, V> extends RddHandle<Tuple2<K, V>> implements PairRdd<K, V> {

    private static final Aggregator NOTHING = new Aggregator.None();

    PairRddHandle(final DataSets data, final RddNode node) {
        super(data, node);
    }

    @Override
    public PairRdd<K, V> setName(final String name) {
        super.setName(name);
        return this;
    }

    @Override
    public PairRdd<K, V> filterPartitions(final Function<Integer, Boolean> filter) {
        return new PairRddHandle<>(data(), data().picked(node(), filter));
    }

    @Override
    public <W> PairRdd<K, W> mapValues(final Function<V, W> function) {
        return new PairRddHandle<>(data(), data().transform("mapValues", TransformKind.MAP_VALUES, node(), function));
    }

    @Override
    public <W> PairRdd<K, W> flatMapValues(final FlatMapFunction<V, W> function) {
        return new PairRddHandle<>(data(), data().transform("flatMapValues", TransformKind.FLAT_MAP_VALUES, node(), function));
    }

    @Override
    public Rdd<K> keys() {
        return new RddHandle<>(data(), data().builtin(CallSite.of("keys"), TransformKind.KEYS, node(), null));
    }

    @Override
    public Rdd<V> values() {
        return new RddHandle<>(data(), data().builtin(CallSite.of("values"), TransformKind.VALUES, node(), null));
    }

    @Override
    public PairRdd<K, V> reduceByKey(final Function2<V, V, V> function) {
        return reduced(function, known());
    }

    @Override
    public PairRdd<K, V> reduceByKey(final Function2<V, V, V> function, final int partitions) {
        return reduced(function, DataSets.hashed(partitions));
    }

    @Override
    public PairRdd<K, V> reduceByKey(final Partitioner partitioner, final Function2<V, V, V> function) {
        return reduced(function, data().partitioning(partitioner));
    }

    private PairRdd<K, V> reduced(final Function2<V, V, V> function, final Partitioning partitions) {
        final String name = CallSite.of("reduceByKey");
        final Aggregator reduce = new Aggregator.Reduce(data().shipping().function(function, name));
        return aggregated(name, partitions, reduce, reduce);
    }

    @Override
    public PairRdd<K, Iterable<V>> groupByKey() {
        return grouped(known());
    }

    @Override
    public PairRdd<K, Iterable<V>> groupByKey(final int partitions) {
        return grouped(DataSets.hashed(partitions));
    }

    @Override
    public PairRdd<K, Iterable<V>> groupByKey(final Partitioner partitioner) {
        return grouped(data().partitioning(partitioner));
    }

    private PairRdd<K, Iterable<V>> grouped(final Partitioning partitions) {
        return aggregated(CallSite.of("groupByKey"), partitions, NOTHING, new Aggregator.Group());
    }

    @Override
    public <U> PairRdd<K, U> aggregateByKey(final U zero, final Function2<U, V, U> fold, final Function2<U, U, U> combine) {
        return folded(zero, known(), fold, combine);
    }

    @Override
    public <U> PairRdd<K, U> aggregateByKey(final U zero, final int partitions, final Function2<U, V, U> fold, final Function2<U, U, U> combine) {
        return folded(zero, DataSets.hashed(partitions), fold, combine);
    }

    @Override
    public <U> PairRdd<K, U> aggregateByKey(final U zero, final Partitioner partitioner, final Function2<U, V, U> fold, final Function2<U, U, U> combine) {
        return folded(zero, data().partitioning(partitioner), fold, combine);
    }

    private <U> PairRdd<K, U> folded(final U zero, final Partitioning partitions, final Function2<U, V, U> fold, final Function2<U, U, U> combine) {
        final String name = CallSite.of("aggregateByKey");
        final byte[] start = data().shipping().encode(Collections.singletonList(zero), name);
        final FunctionBlob combining = data().shipping().function(combine, name);
        final Aggregator before = new Aggregator.Fold(start, data().shipping().function(fold, name), combining);
        // What comes out of the shuffle is folded already.
        return aggregated(name, partitions, before, new Aggregator.Reduce(combining));
    }

    @Override
    public <W> PairRdd<K, Tuple2<V, W>> join(final PairRdd<K, W> other) {
        return joined(other, CoPartitions.of(data().parallelism(), node(), data().nodeOf(other)));
    }

    @Override
    public <W> PairRdd<K, Tuple2<V, W>> join(final PairRdd<K, W> other, final int partitions) {
        return joined(other, DataSets.hashed(partitions));
    }

    @Override
    public <W> PairRdd<K, Tuple2<V, W>> join(final PairRdd<K, W> other, final Partitioner partitioner) {
        return joined(other, data().partitioning(partitioner));
    }

    @Override
    public PairRdd<K, V> partitionBy(final Partitioner partitioner) {
        return new PairRddHandle<>(data(), data().lineage().partition(CallSite.of("partitionBy"), node(), data().partitioning(partitioner), null));
    }

    @Override
    public PairRdd<K, V> repartitionAndSortWithinPartitions(final Partitioner partitioner) {
        return partitionedAndSorted(partitioner, data().shipping().builtin(Builtin.NATURAL_ORDER));
    }

    @Override
    public PairRdd<K, V> repartitionAndSortWithinPartitions(final Partitioner partitioner, final Comparator<K> comparator) {
        return partitionedAndSorted(partitioner, data().shipping().function(comparator, CallSite.of("repartitionAndSortWithinPartitions")));
    }

    private PairRdd<K, V> partitionedAndSorted(final Partitioner partitioner, final FunctionBlob comparator) {
        return new PairRddHandle<>(data(), data().lineage().partition(CallSite.of("repartitionAndSortWithinPartitions"), node(),
                data().partitioning(partitioner), new KeyOrder(comparator, true)));
    }

    @Override
    public <W> PairRdd<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(final PairRdd<K, W> other) {
        return coGroup(null, other);
    }

    @Override
    public <W> PairRdd<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(final PairRdd<K, W> other, final int partitions) {
        return coGroup(DataSets.hashed(partitions), other);
    }

    @Override
    public <W> PairRdd<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(final PairRdd<K, W> other, final Partitioner partitioner) {
        return coGroup(data().partitioning(partitioner), other);
    }

    @Override
    public <W1, W2> PairRdd<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> cogroup(final PairRdd<K, W1> other1, final PairRdd<K, W2> other2) {
        return coGroup(null, other1, other2);
    }

    @Override
    public <W1, W2> PairRdd<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> cogroup(final PairRdd<K, W1> other1, final PairRdd<K, W2> other2,
                                                                                        final int partitions) {
        return coGroup(DataSets.hashed(partitions), other1, other2);
    }

    @Override
    public <W1, W2, W3> PairRdd<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> cogroup(
            final PairRdd<K, W1> other1, final PairRdd<K, W2> other2, final PairRdd<K, W3> other3) {
        return coGroup(null, other1, other2, other3);
    }

    @Override
    public <W1, W2, W3> PairRdd<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> cogroup(
            final PairRdd<K, W1> other1, final PairRdd<K, W2> other2, final PairRdd<K, W3> other3, final int partitions) {
        return coGroup(DataSets.hashed(partitions), other1, other2, other3);
    }

    @Override
    public <W1, W2> PairRdd<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> cogroup(final PairRdd<K, W1> other1, final PairRdd<K, W2> other2,
                                                                                        final Partitioner partitioner) {
        return coGroup(data().partitioning(partitioner), other1, other2);
    }

    @Override
    public <W1, W2, W3> PairRdd<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> cogroup(
            final PairRdd<K, W1> other1, final PairRdd<K, W2> other2, final PairRdd<K, W3> other3, final Partitioner partitioner) {
        return coGroup(data().partitioning(partitioner), other1, other2, other3);
    }

    @Override
    public PairRdd<K, V> sortByKey() {
        return sortByKey(true);
    }

    @Override
    public PairRdd<K, V> sortByKey(final boolean ascending) {
        return sortByKey(ascending, known().partitions());
    }

    @Override
    public PairRdd<K, V> sortByKey(final boolean ascending, final int partitions) {
        return sorted(ascending, partitions, new NaturalOrder<>(), data().shipping().builtin(Builtin.NATURAL_ORDER));
    }

    @Override
    public PairRdd<K, V> sortByKey(final Comparator<K> comparator, final boolean ascending) {
        return sortByKey(comparator, ascending, known().partitions());
    }

    @Override
    public PairRdd<K, V> sortByKey(final Comparator<K> comparator, final boolean ascending, final int partitions) {
        requireNonNull(comparator, "the comparator of sortByKey is null");
        return sorted(ascending, partitions, comparator, data().shipping().function(comparator, CallSite.of("sortByKey")));
    }

    @Override
    public PairRdd<K, V> filter(final Function<Tuple2<K, V>, Boolean> function) {
        return new PairRddHandle<>(data(), filtered(function));
    }

    @Override
    public PairRdd<K, V> union(final PairRdd<K, V> other) {
        return new PairRddHandle<>(data(), united(other));
    }

    @Override
    public PairRdd<K, V> distinct() {
        return distinct(data().parallelism().ofShuffle(node().partitions()));
    }

    @Override
    public PairRdd<K, V> distinct(final int partitions) {
        return new PairRddHandle<>(data(), distinctNode(partitions));
    }

    @Override
    public PairRdd<K, V> repartition(final int partitions) {
        return new PairRddHandle<>(data(), repartitioned(partitions));
    }

    @Override
    public PairRdd<K, V> coalesce(final int partitions) {
        return new PairRddHandle<>(data(), coalesced(partitions));
    }

    @Override
    public PairRdd<K, V> cache() {
        super.cache();
        return this;
    }

    @Override
    public PairRdd<K, V> persist(final StorageLevel level) {
        super.persist(level);
        return this;
    }

    @Override
    public PairRdd<K, V> unpersist() {
        super.unpersist();
        return this;
    }

    @Override
    public PairRdd<K, V> unpersist(final boolean blocking) {
        super.unpersist(blocking);
        return this;
    }

    @Override
    public Map<K, Long> countByKey() {
        final String name = CallSite.of("countByKey");
        final Aggregator sum = new Aggregator.Reduce(data().shipping().builtin(Builtin.SUM_LONG));
        final RddNode ones = data().builtin(name, TransformKind.MAP_TO_PAIR, node(), Builtin.COUNT_ONE);
        final RddNode counts = data().lineage().aggregate(name, ones, known(), sum, sum);
        return new PairRddHandle<K, Long>(data(), counts).toMap("countByKey");
    }

    @Override
    public Map<K, V> collectAsMap() {
        return toMap("collectAsMap");
    }

    private Map<K, V> toMap(final String operation) {
        final List<Tuple2<K, V>> pairs = new Actions<Tuple2<K, V>>(data(), node()).collect(operation);
        final Map<K, V> map = new HashMap<>(Math.max(16, pairs.size() * 4 / 3 + 1));
        pairs.forEach(pair -> map.put(pair._1, pair._2));
        return map;
    }

    private Partitioning known() {
        return CoPartitions.of(data().parallelism(), node());
    }

    private <W> PairRdd<K, W> aggregated(final String name, final Partitioning partitions, final Aggregator before, final Aggregator after) {
        return new PairRddHandle<>(data(), data().lineage().aggregate(name, node(), partitions, before, after));
    }

    /** @param partitions null for those that fit the inputs best */
    private <W> PairRdd<K, W> coGroup(final Partitioning partitions, final PairRdd<?, ?>... others) {
        return new PairRddHandle<>(data(), coGrouped(CallSite.of("cogroup"), partitions, others));
    }

    private RddNode coGrouped(final String name, final Partitioning partitions, final PairRdd<?, ?>... others) {
        final List<RddNode> inputs = new ArrayList<>(List.of(node()));
        for (final PairRdd<?, ?> other : others) {
            inputs.add(data().nodeOf(other));
        }
        return data().lineage().coGroup(name, inputs,
                partitions != null ? partitions : CoPartitions.of(data().parallelism(), inputs.toArray(RddNode[]::new)));
    }

    private <W> PairRdd<K, Tuple2<V, W>> joined(final PairRdd<K, W> other, final Partitioning partitions) {
        final String name = CallSite.of("join");
        return new PairRddHandle<>(data(), data().builtin(name, TransformKind.FLAT_MAP_VALUES, coGrouped(name, partitions, other), Builtin.INNER_JOIN));
    }

    private PairRdd<K, V> sorted(final boolean ascending, final int partitions, final Comparator<K> comparator, final FunctionBlob shipped) {
        final String name = CallSite.of("sortByKey");
        return new PairRddHandle<>(data(), new SortByKey<>(data(), node(), comparator, shipped, ascending)
                .into(DataSets.atLeastOne(partitions), name));
    }
}
