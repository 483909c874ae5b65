package io.kindling.driver.rdd;

import static java.util.Objects.requireNonNull;

import io.kindling.api.ApproximateEvaluator;
import io.kindling.api.BoundedDouble;
import io.kindling.api.DoubleRdd;
import io.kindling.api.JavaFutureAction;
import io.kindling.api.KindlingException;
import io.kindling.api.Optional;
import io.kindling.api.PairRdd;
import io.kindling.api.PartialResult;
import io.kindling.api.Optional;
import io.kindling.api.Partitioner;
import io.kindling.api.Rdd;
import io.kindling.api.StorageLevel;
import io.kindling.api.StorageLevels;
import io.kindling.api.function.DoubleFlatMapFunction;
import io.kindling.api.function.DoubleFunction;
import io.kindling.api.function.FlatMapFunction;
import io.kindling.api.function.FlatMapFunction2;
import io.kindling.api.function.Function;
import io.kindling.api.function.Function2;
import io.kindling.api.function.PairFlatMapFunction;
import io.kindling.api.function.PairFunction;
import io.kindling.api.function.VoidFunction;
import io.kindling.api.spi.CurrentTask;
import io.kindling.api.spi.OrderSensitive;
import io.kindling.api.spi.PartitionFunctions;
import io.kindling.driver.approx.CountEstimate;
import io.kindling.driver.approx.ValueCountsEstimate;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.Builtin;
import io.kindling.protocol.stage.Sink;
import io.kindling.protocol.stage.TransformKind;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A data set as the application holds it: a node of the lineage. Immutable and thread-safe. */
class RddHandle<T> implements Rdd<T> {

    private final DataSets data;
    private final RddNode node;

    RddHandle(final DataSets data, final RddNode node) {
        CurrentTask.refuse("A transformation of a data set");
        this.data = data;
        this.node = node;
    }

    final DataSets data() {
        return data;
    }

    final RddNode node() {
        return node;
    }

    @Override
    public int id() {
        return node.id().value();
    }

    @Override
    public int getNumPartitions() {
        return node.partitions();
    }

    @Override
    public Optional<Partitioner> partitioner() {
        return Optional.ofNullable(new Partitioners(data.shipping()).of(node.partitioner()));
    }

    @Override
    public Rdd<T> setName(final String name) {
        node.label(name);
        return this;
    }

    @Override
    public String name() {
        return node.label();
    }

    @Override
    public String toDebugString() {
        return data.text(node);
    }

    @Override
    public Rdd<T> filterPartitions(final Function<Integer, Boolean> filter) {
        return new RddHandle<>(data, data.picked(node, filter));
    }

    @Override
    public <R> Rdd<R> map(final Function<T, R> function) {
        return new RddHandle<>(data, data.transform("map", TransformKind.MAP, node, function));
    }

    @Override
    public Rdd<T> filter(final Function<T, Boolean> function) {
        return new RddHandle<>(data, filtered(function));
    }

    @Override
    public <R> Rdd<R> flatMap(final FlatMapFunction<T, R> function) {
        return new RddHandle<>(data, data.transform("flatMap", TransformKind.FLAT_MAP, node, function));
    }

    @Override
    public <R> Rdd<R> mapPartitions(final FlatMapFunction<Iterator<T>, R> function) {
        return new RddHandle<>(data, data.transform("mapPartitions", TransformKind.MAP_PARTITIONS, node, function));
    }

    @Override
    public <R> Rdd<R> mapPartitionsWithIndex(final Function2<Integer, Iterator<T>, Iterator<R>> function, final boolean preservesPartitioning) {
        return new RddHandle<>(data, data.transform("mapPartitionsWithIndex",
                preservesPartitioning ? TransformKind.MAP_PARTITIONS_KEEPING_KEYS : TransformKind.MAP_PARTITIONS_WITH_INDEX, node, function));
    }

    @Override
    public DoubleRdd mapToDouble(final DoubleFunction<T> function) {
        requireNonNull(function, "the function of mapToDouble is null");
        return new DoubleRddHandle(data, function instanceof PartitionFunctions.SameDouble
                ? node : data.transform("mapToDouble", TransformKind.MAP, node, PartitionFunctions.boxed(function)));
    }

    @Override
    public DoubleRdd flatMapToDouble(final DoubleFlatMapFunction<T> function) {
        requireNonNull(function, "the function of flatMapToDouble is null");
        return new DoubleRddHandle(data, data.transform("flatMapToDouble", TransformKind.FLAT_MAP, node, PartitionFunctions.flat(function)));
    }

    @Override
    public <U, R> Rdd<R> zipPartitions(final Rdd<U> other, final FlatMapFunction2<Iterator<T>, Iterator<U>, R> function) {
        final RddNode right = data.nodeOf(other);
        if (right.partitions() != node.partitions()) {
            throw new KindlingException("zip needs data sets with equally many partitions: " + node + " has " + node.partitions() + ", "
                    + right + " has " + right.partitions());
        }
        final String name = CallSite.of("zipPartitions");
        return new RddHandle<>(data, data.lineage().zip(name, node, right, data.shipping().function(function, name), function instanceof OrderSensitive));
    }

    @Override
    public <K, V> PairRdd<K, V> mapToPair(final PairFunction<T, K, V> function) {
        return new PairRddHandle<>(data, function instanceof PartitionFunctions.Same
                ? node : data.transform("mapToPair", TransformKind.MAP_TO_PAIR, node, function));
    }

    @Override
    public <K, V> PairRdd<K, V> flatMapToPair(final PairFlatMapFunction<T, K, V> function) {
        return new PairRddHandle<>(data, data.transform("flatMapToPair", TransformKind.FLAT_MAP_TO_PAIR, node, function));
    }

    @Override
    public Rdd<T> union(final Rdd<T> other) {
        return new RddHandle<>(data, united(other));
    }

    @Override
    public Rdd<T> distinct() {
        return distinct(data.parallelism().ofShuffle(node.partitions()));
    }

    @Override
    public Rdd<T> distinct(final int partitions) {
        return new RddHandle<>(data, distinctNode(partitions));
    }

    @Override
    public Rdd<T> repartition(final int partitions) {
        return new RddHandle<>(data, repartitioned(partitions));
    }

    @Override
    public Rdd<T> coalesce(final int partitions) {
        return new RddHandle<>(data, coalesced(partitions));
    }

    @Override
    public <U> PairRdd<T, U> cartesian(final Rdd<U> other) {
        final RddNode right = data.nodeOf(other);
        DataSets.notTooMany((long) node.partitions() * right.partitions());
        return new PairRddHandle<>(data, data.lineage().cartesian(CallSite.of("cartesian"), node, right));
    }

    @Override
    public Rdd<T> cache() {
        return persist(StorageLevels.MEMORY_ONLY);
    }

    @Override
    public Rdd<T> persist(final StorageLevel level) {
        data.persist(node, requireNonNull(level, "level is null"));
        return this;
    }

    @Override
    public Rdd<T> unpersist() {
        return unpersist(false);
    }

    @Override
    public Rdd<T> unpersist(final boolean blocking) {
        data.unpersist(node, blocking);
        return this;
    }

    @Override
    public void checkpoint() {
        data.checkpoints().mark(node);
    }

    @Override
    public void localCheckpoint() {
        data.checkpoints().markLocal(node);
    }

    @Override
    public boolean isCheckpointed() {
        return data.checkpoints().isDone(node);
    }

    @Override
    public Optional<String> getCheckpointFile() {
        return Optional.ofNullable(data.checkpoints().fileOf(node));
    }

    @Override
    public StorageLevel getStorageLevel() {
        return data.levelOf(node);
    }

    @Override
    public List<T> collect() {
        return new Actions<T>(data, node).collect();
    }

    @Override
    public long count() {
        return new Actions<T>(data, node).count();
    }

    @Override
    public T reduce(final Function2<T, T, T> function) {
        return new Actions<T>(data, node).reduce(requireNonNull(function, "the function of reduce is null"));
    }

    @Override
    public T fold(final T zero, final Function2<T, T, T> function) {
        return aggregate(zero, function, function);
    }

    @Override
    public <U> U aggregate(final U zero, final Function2<U, T, U> fold, final Function2<U, U, U> combine) {
        requireNonNull(combine, "the combining function is null");
        final List<U> parts = mapPartitions(PartitionFunctions.fold(zero, requireNonNull(fold, "the folding function is null"))).collect();
        return Actions.combined(data.shipping().copy(zero, "the zero"), parts, combine);
    }

    @Override
    public List<T>[] collectPartitions(final int[] partitions) {
        return new Actions<T>(data, node).collectPartitions(partitions);
    }

    @Override
    public List<T> take(final int limit) {
        return new Actions<T>(data, node).take(limit, "take");
    }

    @Override
    public T first() {
        return new Actions<T>(data, node).first();
    }

    @Override
    public void foreach(final VoidFunction<T> function) {
        new Actions<T>(data, node).foreach(function);
    }

    @Override
    public PartialResult<BoundedDouble> countApprox(final long timeout, final double confidence) {
        return approximate("countApprox", node, new Sink.Count(), new CountEstimate(node.partitions(), confidence), timeout);
    }

    @Override
    public PartialResult<Map<T, BoundedDouble>> countByValueApprox(final long timeout, final double confidence) {
        final RddNode counts = data.transform("countByValueApprox", TransformKind.MAP_PARTITIONS, node, PartitionFunctions.counts());
        return approximate("countByValueApprox", counts, new Sink.Collect(), new ValueCountsEstimate<T>(node.partitions(), confidence), timeout);
    }

    final <U, R> PartialResult<R> approximate(final String operation, final RddNode each, final Sink sink, final ApproximateEvaluator<U, R> evaluator,
                                              final long timeout) {
        return new Approximation<>(data, data.site(operation), evaluator).run(each, sink, timeout);
    }

    @Override
    public JavaFutureAction<List<T>> collectAsync() {
        return new AsyncActions<T>(data, node).collect();
    }

    @Override
    public JavaFutureAction<Long> countAsync() {
        return new AsyncActions<T>(data, node).count();
    }

    @Override
    public JavaFutureAction<List<T>> takeAsync(final int limit) {
        return new AsyncActions<T>(data, node).take(limit);
    }

    @Override
    public JavaFutureAction<Void> foreachAsync(final VoidFunction<T> function) {
        return new AsyncActions<T>(data, node).foreach(function);
    }

    @Override
    public JavaFutureAction<Void> foreachPartitionAsync(final VoidFunction<Iterator<T>> function) {
        requireNonNull(function, "the function of foreachPartitionAsync is null");
        final RddNode effects = data.transform("foreachPartitionAsync", TransformKind.MAP_PARTITIONS, node, PartitionFunctions.forEach(function));
        return new AsyncActions<T>(data, effects).run("foreachPartitionAsync");
    }

    @Override
    public void saveAsTextFile(final String directory) {
        new Actions<T>(data, node).saveAsTextFile(requireNonNull(directory, "directory is null"), "");
    }

    @Override
    public void saveAsTextFile(final String directory, final String codec) {
        new Actions<T>(data, node).saveAsTextFile(requireNonNull(directory, "directory is null"), codec);
    }

    @Override
    public void saveAsObjectFile(final String directory) {
        new Actions<T>(data, node).saveAsObjectFile(requireNonNull(directory, "directory is null"));
    }

    final RddNode filtered(final Function<T, Boolean> function) {
        return data.transform("filter", TransformKind.FILTER, node, function);
    }

    final RddNode united(final Rdd<T> other) {
        return data.lineage().union(CallSite.of("union"), List.of(node, data.nodeOf(other)));
    }

    final RddNode repartitioned(final int partitions) {
        return data.lineage().repartition(CallSite.of("repartition"), node, DataSets.atLeastOne(partitions));
    }

    final RddNode coalesced(final int partitions) {
        return data.lineage().coalesce(CallSite.of("coalesce"), node, DataSets.atLeastOne(partitions));
    }

    final RddNode distinctNode(final int partitions) {
        final String name = CallSite.of("distinct");
        final Aggregator once = new Aggregator.Reduce(data.shipping().builtin(Builtin.FIRST_OF_TWO));
        final RddNode paired = data.builtin(name, TransformKind.MAP_TO_PAIR, node, Builtin.PAIR_WITH_NULL);
        final RddNode each = data.lineage().aggregate(name, paired, DataSets.hashed(partitions), once, once);
        return data.builtin(name, TransformKind.KEYS, each, null);
    }

    @Override
    public String toString() {
        return node.toString();
    }
}
