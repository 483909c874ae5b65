package io.kindling.driver.rdd;

import static java.util.Objects.requireNonNull;

import io.kindling.api.KindlingException;
import io.kindling.api.PairRdd;
import io.kindling.api.Partitioner;
import io.kindling.api.Rdd;
import io.kindling.api.StorageLevel;
import io.kindling.api.Tuple2;
import io.kindling.api.function.Function;
import io.kindling.api.spi.JobControl;
import io.kindling.api.spi.OrderSensitive;
import io.kindling.driver.control.CachedRdds;
import io.kindling.driver.control.JobRunner;
import io.kindling.driver.control.SessionJobs;
import io.kindling.plan.Lineage;
import io.kindling.plan.LineageText;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Builtin;
import io.kindling.protocol.stage.FunctionBlob;
import io.kindling.protocol.stage.Operator;
import io.kindling.protocol.stage.Partitioning;
import io.kindling.protocol.stage.RangeSlice;
import io.kindling.protocol.stage.TransformKind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** Where the data sets of one session of an application begin, and what their operations share. Thread-safe. */
public final class DataSets {

    private static final int MOST_PARTITIONS = 10_000_000;

    private final Lineage lineage;
    private final Shipping shipping;
    private final SessionJobs control;
    private final CachedRdds cached;
    private final ApplicationFiles files;
    private final Parallelism parallelism;
    private final Checkpoints checkpoints;
    private final Set<RddNode> persisted = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /**
     * Those of one session.
     *
     * @param lineage of all sessions: their nodes are numbered together
     * @param control runs the jobs
     */
    public DataSets(final Lineage lineage, final Shipping shipping, final SessionJobs control, final CachedRdds cached, final ApplicationFiles files,
                    final Parallelism parallelism) {
        this.lineage = lineage.beside(control.properties()::named);
        this.shipping = shipping;
        this.control = control;
        this.cached = cached;
        this.files = files;
        this.parallelism = parallelism;
        checkpoints = new Checkpoints(this, control, cached);
        control.afterJob(checkpoints::afterJob);
    }

    /** See {@link io.kindling.api.KindlingContext#parallelize(List, int)}. */
    public <T> Rdd<T> parallelize(final List<T> values, final int partitions) {
        return new RddHandle<>(this, collection("parallelize", values, partitions));
    }

    /** See {@link io.kindling.api.KindlingContext#makeRDD}. */
    public <T> Rdd<T> parallelizeAt(final List<T> values, final List<List<String>> hosts) {
        return new RddHandle<>(this, collection("makeRDD", values, values.size(), hosts));
    }

    /** See {@link io.kindling.api.KindlingContext#parallelizePairs(List, int)}. */
    public <K, V> PairRdd<K, V> parallelizePairs(final List<Tuple2<K, V>> pairs, final int partitions) {
        return new PairRddHandle<>(this, collection("parallelizePairs", pairs, partitions));
    }

    /** See {@link io.kindling.api.KindlingContext#range(long, long, long, int)}. */
    public Rdd<Long> range(final long start, final long end, final long step, final int partitions) {
        atLeastOne(partitions);
        if (step == 0) {
            throw new IllegalArgumentException("The step of a range is 0");
        }
        final BigInteger distance = BigInteger.valueOf(end).subtract(BigInteger.valueOf(start));
        final BigInteger[] whole = distance.divideAndRemainder(BigInteger.valueOf(step));
        final BigInteger count = whole[0].add(BigInteger.valueOf(whole[1].signum() == 0 ? 0 : 1)).max(BigInteger.ZERO);
        // With a rest the count is one more, but only in the direction of the step.
        final BigInteger numbers = distance.signum() == Long.signum(step) ? count : BigInteger.ZERO;
        final List<byte[]> payloads = new ArrayList<>(partitions);
        for (int i = 0; i < partitions; i++) {
            final BigInteger from = numbers.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(partitions));
            final BigInteger to = numbers.multiply(BigInteger.valueOf(i + 1L)).divide(BigInteger.valueOf(partitions));
            final long first = from.multiply(BigInteger.valueOf(step)).add(BigInteger.valueOf(start)).longValue();
            payloads.add(shipping.encode(new RangeSlice(first, to.subtract(from).longValueExact(), step)));
        }
        return new RddHandle<>(this, lineage.source(CallSite.of("range"), new Operator.RangeSource(), payloads));
    }

    /** See {@link io.kindling.api.KindlingContext#textFile(String, int)}. */
    public Rdd<String> textFile(final String path, final int minPartitions) {
        requireNonNull(path, "path is null");
        final List<byte[]> payloads = files.splits(path, minPartitions).stream().map(shipping::encode).toList();
        return new RddHandle<>(this, lineage.source(CallSite.of("textFile"), new Operator.TextSource(), payloads));
    }

    /** The data sets that begin with something else than a list. */
    public Inputs inputs() {
        return new Inputs(this, files);
    }

    /** What its context can do with jobs. */
    public JobControl jobControl() {
        return new ContextJobs(this);
    }

    /** How a take grows. */
    TakeRounds.Growth take() {
        return parallelism.take();
    }

    /** What a job is called that the calling thread wants now. */
    String site(final String operation) {
        return control.properties().named(CallSite.of(operation));
    }

    Lineage lineage() {
        return lineage;
    }

    Shipping shipping() {
        return shipping;
    }

    SessionJobs jobs() {
        return control;
    }

    ApplicationFiles files() {
        return files;
    }

    /** How many partitions there are if nothing else is said. */
    public Parallelism parallelism() {
        return parallelism;
    }

    /** A function of the application over a data set. */
    RddNode transform(final String operation, final TransformKind kind, final RddNode input, final Object function) {
        final String name = CallSite.of(operation);
        return lineage.transform(name, kind, input, shipping.function(function, name), function instanceof OrderSensitive);
    }

    /** A step of the runtime's own over a data set; {@code builtin} is null for kinds without a function. */
    RddNode builtin(final String name, final TransformKind kind, final RddNode input, final Builtin builtin) {
        final FunctionBlob function = builtin == null ? null : shipping.builtin(builtin);
        return lineage.transform(name, kind, input, function);
    }

    Checkpoints checkpoints() {
        return checkpoints;
    }

    /** What is told of kept data. */
    public KeptData keptData() {
        return new KeptData(this, cached, checkpoints);
    }

    void persist(final RddNode node, final StorageLevel level) {
        cached.add(node, level);
        take(node);
    }

    /** This session wants a data set kept. */
    void take(final RddNode node) {
        persisted.add(node);
    }

    /** Whether this session has wanted a data set kept. */
    boolean isMine(final RddNode node) {
        return persisted.contains(node);
    }

    /** The session has ended: what it wanted kept is not any more. */
    public void forget() {
        for (final RddNode node : cached.nodes().values()) {
            if (isMine(node)) {
                unpersist(node, false);
            }
        }
    }

    StorageLevel levelOf(final RddNode node) {
        return cached.levelOf(node.id());
    }

    void unpersist(final RddNode node, final boolean blocking) {
        if (cached.remove(node)) {
            control.unpersist(node.id());
        }
        if (blocking) {
            cached.awaitForgotten(node.id());
        }
    }

    /** The node of another data set, which must be of this application; if it is of another session, this one must have its code. */
    RddNode nodeOf(final Rdd<?> other) {
        requireNonNull(other, "the other data set is null");
        if (!(other instanceof RddHandle<?> handle) || handle.data().cached != cached) {
            throw new KindlingException("Rdd " + other.id() + " is of another context: data sets of two contexts cannot be brought together");
        }
        shipping.mustHave(handle.data().shipping, handle.node().toString());
        return handle.node();
    }

    static int atLeastOne(final int partitions) {
        if (partitions < 1 || partitions > MOST_PARTITIONS) {
            throw new IllegalArgumentException("There must be 1 to " + MOST_PARTITIONS + " partitions, not " + partitions);
        }
        return partitions;
    }

    /** What operations make of data sets may have none, as those do. */
    static void notTooMany(final long partitions) {
        if (partitions > MOST_PARTITIONS) {
            throw new IllegalArgumentException("There can be " + MOST_PARTITIONS + " partitions, not " + partitions);
        }
    }

    static Partitioning hashed(final int partitions) {
        return new Partitioning.Hash(atLeastOne(partitions));
    }

    /** What a partitioner of the application says, which travels. */
    Partitioning partitioning(final Partitioner partitioner) {
        return new Partitioners(shipping).shipped(partitioner);
    }

    /** Some partitions of a data set, which a function of the application chooses here. */
    RddNode picked(final RddNode input, final Function<Integer, Boolean> filter) {
        final String name = CallSite.of("filterPartitions");
        requireNonNull(filter, () -> "the function of " + name + " is null");
        final List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < input.partitions(); i++) {
            try {
                if (filter.call(i)) {
                    kept.add(i);
                }
            } catch (final Exception e) {
                throw new KindlingException("The function of " + name + " failed at the driver: " + e, e);
            }
        }
        return kept.isEmpty() ? collection("filterPartitions", List.of(), 1) : lineage.pick(name, input, kept);
    }

    /** Lineage as text. */
    String text(final RddNode node) {
        return LineageText.of(node, each -> cached.isCached(each.id()) ? levelOf(each).description() : "");
    }

    RddNode collection(final String operation, final List<?> values, final int partitions) {
        return collection(operation, values, partitions, List.of());
    }

    private RddNode collection(final String operation, final List<?> values, final int partitions, final List<List<String>> hosts) {
        final String name = CallSite.of(operation);
        requireNonNull(values, () -> "the values of " + name + " are null");
        atLeastOne(partitions);
        final List<byte[]> payloads = new ArrayList<>(partitions);
        for (int i = 0; i < partitions; i++) {
            final int from = (int) ((long) values.size() * i / partitions);
            final int to = (int) ((long) values.size() * (i + 1) / partitions);
            payloads.add(shipping.encode(new PartitionEncoding(name, i, JobRunner.LARGEST_PAYLOAD), values.subList(from, to), name));
        }
        return lineage.source(name, new Operator.CollectionSource(), payloads, hosts);
    }
}
