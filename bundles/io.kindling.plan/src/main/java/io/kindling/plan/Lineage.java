package io.kindling.plan;

import io.kindling.common.RddId;
import io.kindling.protocol.stage.Aggregator;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.KeyOrder;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.Partitioning;
import io.kindling.protocol.stage.TransformKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Makes the nodes of one context's lineage and numbers them. Thread-safe. */
public final class Lineage {

    private static final Aggregator NOTHING = new Aggregator.None();
    private static final Set<TransformKind> KEEP_KEYS = EnumSet.of(TransformKind.FILTER, TransformKind.MAP_VALUES,
            TransformKind.FLAT_MAP_VALUES, TransformKind.MAP_PARTITIONS_KEEPING_KEYS);

    private final AtomicInteger nextId;
    private final UnaryOperator<String> names;

    /** Nodes are named as its callers say. */
    public Lineage() {
        this(UnaryOperator.identity());
    }

    /** @param names what nodes are named of what its callers say */
    public Lineage(final UnaryOperator<String> names) {
        this(new AtomicInteger(), names);
    }

    private Lineage(final AtomicInteger nextId, final UnaryOperator<String> names) {
        this.nextId = nextId;
        this.names = names;
    }

    /** Another one, whose nodes can be brought together with those of this: no two have the same number. */
    public Lineage beside(final UnaryOperator<String> otherNames) {
        return new Lineage(nextId, otherNames);
    }

    /**
     * A data set out of nothing.
     *
     * @param payloads by partition, what the source needs
     */
    public RddNode source(final String name, final Operator operator, final List<byte[]> payloads) {
        return node(name, payloads.size(), null, new Step.Source(operator, payloads));
    }

    /**
     * The same, each partition of which is best read on some hosts.
     *
     * @param places by partition, the hosts; none if it is the same where
     */
    public RddNode source(final String name, final Operator operator, final List<byte[]> payloads, final List<List<String>> places) {
        return node(name, payloads.size(), null, new Step.Source(operator, payloads, places));
    }

    /** A function over a data set; {@code function} is null for kinds without one. */
    public RddNode transform(final String name, final TransformKind kind, final RddNode input, final FunctionBlob function) {
        return transform(name, kind, input, function, false);
    }

    /** @param orderSensitive whether other records come out if the input's come in another order */
    public RddNode transform(final String name, final TransformKind kind, final RddNode input, final FunctionBlob function, final boolean orderSensitive) {
        final Partitioning partitioner = KEEP_KEYS.contains(kind) ? input.partitioner() : null;
        return node(name, input.partitions(), partitioner, new Step.Transform(kind, input, function, orderSensitive));
    }

    /** The records of a data set, shuffled as they are. */
    public RddNode repartition(final String name, final RddNode input, final int partitions) {
        return shuffle(name, new ShuffleDependency(input, new Partitioning.RoundRobin(partitions), NOTHING), NOTHING, null);
    }

    /**
     * The pairs of a data set, sorted by key over all partitions.
     *
     * @param ranges the order and the bounds of the partitions
     */
    public RddNode sort(final String name, final RddNode input, final Partitioning.Range ranges) {
        return shuffle(name, new ShuffleDependency(input, ranges, NOTHING), NOTHING, ranges.order());
    }

    /**
     * The values of each key aggregated. This is where an input that is partitioned alike already could do without
     * a shuffle, once a stage has an operator that aggregates a narrow input.
     *
     * @param before combines before the shuffle
     * @param after  aggregates what comes out of it
     */
    public RddNode aggregate(final String name, final RddNode input, final Partitioning target, final Aggregator before, final Aggregator after) {
        return shuffle(name, new ShuffleDependency(input, target, before), after, null);
    }

    /**
     * The pairs of a data set in the partitions that are asked for; the data set itself if it is spread that way already and not to be sorted.
     *
     * @param order sorts each partition by key if not null
     */
    public RddNode partition(final String name, final RddNode input, final Partitioning target, final KeyOrder order) {
        return order == null && target.equals(input.partitioner()) ? input
                : shuffle(name, new ShuffleDependency(input, target, NOTHING), NOTHING, order);
    }

    /** The values of each key of several data sets of pairs; an input that is spread that way already is not shuffled. */
    public RddNode coGroup(final String name, final List<RddNode> inputs, final Partitioning target) {
        final List<Dependency> dependencies = inputs.stream().map(input -> alike(input, target)).toList();
        return node(name, target.partitions(), target, new Step.CoGroup(dependencies));
    }

    /** The partitions of two data sets, of which there are equally many, pair by pair through a function; see {@link #transform}. */
    public RddNode zip(final String name, final RddNode left, final RddNode right, final FunctionBlob function, final boolean orderSensitive) {
        return node(name, left.partitions(), null, new Step.Zip(left, right, function, orderSensitive));
    }

    /** Neighbouring partitions read together, so that there are fewer; without a shuffle. */
    public RddNode coalesce(final String name, final RddNode input, final int partitions) {
        return partitions >= input.partitions() ? input : node(name, partitions, null, new Step.Coalesce(input, partitions));
    }

    /**
     * Some partitions of a data set.
     *
     * @param partitions at least one, ascending
     */
    public RddNode pick(final String name, final RddNode input, final List<Integer> partitions) {
        return partitions.size() == input.partitions() ? input : node(name, partitions.size(), null, new Step.Pick(input, partitions));
    }

    /** Every record of one data set with every record of another. */
    public RddNode cartesian(final String name, final RddNode left, final RddNode right) {
        return node(name, Math.multiplyExact(left.partitions(), right.partitions()), null, new Step.Cartesian(left, right));
    }

    /** The partitions of several data sets one after the other. */
    public RddNode union(final String name, final List<RddNode> inputs) {
        final int partitions = inputs.stream().mapToInt(RddNode::partitions).reduce(0, Math::addExact);
        return node(name, partitions, null, new Step.Union(inputs));
    }

    private static Dependency alike(final RddNode input, final Partitioning target) {
        return target.equals(input.partitioner()) ? new NarrowDependency(input) : new ShuffleDependency(input, target, NOTHING);
    }

    private RddNode shuffle(final String name, final ShuffleDependency shuffle, final Aggregator after, final KeyOrder order) {
        final Partitioning target = shuffle.partitioning();
        final Partitioning known = target instanceof Partitioning.RoundRobin ? null : target;
        return node(name, target.partitions(), known, new Step.ShuffleRead(shuffle, after, order));
    }

    private RddNode node(final String name, final int partitions, final Partitioning partitioner, final Step step) {
        return new RddNode(new RddId(nextId.getAndIncrement()), names.apply(name), partitions, partitioner, step);
    }
}
