package io.kindling.driver;

import io.kindling.api.AccumulatorV2;
import io.kindling.api.Broadcast;
import io.kindling.api.ApproximateEvaluator;
import io.kindling.api.JavaFutureAction;
import io.kindling.api.JavaStatusTracker;
import io.kindling.api.DoubleRdd;
import io.kindling.api.KindlingConf;
import io.kindling.api.Optional;
import io.kindling.api.PairRdd;
import io.kindling.api.PortableDataStream;
import io.kindling.api.PartialResult;
import io.kindling.api.Rdd;
import io.kindling.api.RddStorage;
import io.kindling.api.RemoteOperation;
import io.kindling.api.Tuple2;
import io.kindling.api.admin.ApplicationStatus;
import io.kindling.api.admin.ClusterStatus;
import io.kindling.api.function.Function;
import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.JobControl;
import io.kindling.common.ApplicationId;
import io.kindling.driver.config.DriverKeys;
import io.kindling.driver.control.ApplicationControl;
import io.kindling.driver.control.ControlReport;
import io.kindling.driver.rdd.DataSets;
import io.kindling.driver.rdd.Inputs;
import io.kindling.driver.rdd.KeptData;
import io.kindling.driver.shared.SharedState;
import io.kindling.transport.api.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;

/** One context: a session of an application, its data sets, and how it ends; with the first one ends the application. Thread-safe. */
final class DriverContext implements ContextBackend {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Identity identity;
    private final Map<String, String> configuration;
    private final ApplicationControl control;
    private final ClusterMove move;
    private final Session session;
    private final DataSets dataSets;
    private final Inputs inputs;
    private final KeptData kept;
    private final JobControl jobs;
    private final ServedCalls calls;
    private final Consumer<String> end;
    private final CloseHooks hooks = new CloseHooks();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param end ends everything that was started for it, for a reason; called once */
    DriverContext(final Identity identity, final Map<String, String> configuration, final ApplicationControl control, final ClusterMove move,
                  final Session session, final ServedCalls calls, final Consumer<String> end) {
        this.identity = identity;
        this.configuration = configuration;
        this.control = control;
        this.move = move;
        this.session = session;
        dataSets = session.data();
        inputs = dataSets.inputs();
        kept = dataSets.keptData();
        jobs = dataSets.jobControl();
        this.calls = calls;
        this.end = end;
    }

    @Override
    public String applicationId() {
        return identity.application().value();
    }

    @Override
    public int sessionId() {
        return session.number();
    }

    @Override
    public ContextBackend newSession() {
        return session.all().open();
    }

    @Override
    public KindlingConf conf() {
        return new KindlingConf(false).setAll(configuration).setMaster(cluster().masterUrl());
    }

    @Override
    public int defaultParallelism() {
        return dataSets.parallelism().ofSources();
    }

    @Override
    public <T> Rdd<T> parallelize(final List<T> values, final int partitions) {
        return dataSets.parallelize(values, partitions);
    }

    @Override
    public <K, V> PairRdd<K, V> parallelizePairs(final List<Tuple2<K, V>> pairs, final int partitions) {
        return dataSets.parallelizePairs(pairs, partitions);
    }

    @Override
    public Rdd<Long> range(final long start, final long last, final long step, final int partitions) {
        return dataSets.range(start, last, step, partitions);
    }

    @Override
    public Rdd<String> textFile(final String path, final int minPartitions) {
        return dataSets.textFile(path, minPartitions);
    }

    @Override
    public <T> Rdd<T> emptyRdd() {
        return inputs.emptyRdd();
    }

    @Override
    public DoubleRdd parallelizeDoubles(final List<Double> values, final int partitions) {
        return inputs.parallelizeDoubles(values, partitions);
    }

    @Override
    public <T> Rdd<T> union(final List<Rdd<T>> rdds) {
        return inputs.union(rdds);
    }

    @Override
    public <K, V> PairRdd<K, V> unionPairs(final List<PairRdd<K, V>> rdds) {
        return inputs.unionPairs(rdds);
    }

    @Override
    public DoubleRdd unionDoubles(final List<DoubleRdd> rdds) {
        return inputs.unionDoubles(rdds);
    }

    @Override
    public PairRdd<String, String> wholeTextFiles(final String path, final int minPartitions) {
        return inputs.wholeTextFiles(path, minPartitions);
    }

    @Override
    public PairRdd<String, PortableDataStream> binaryFiles(final String path, final int minPartitions) {
        return inputs.binaryFiles(path, minPartitions);
    }

    @Override
    public Rdd<byte[]> binaryRecords(final String path, final int recordLength) {
        return inputs.binaryRecords(path, recordLength);
    }

    @Override
    public <T> Rdd<T> objectFile(final String path, final int minPartitions) {
        return inputs.objectFile(path, minPartitions);
    }

    @Override
    public <T> Rdd<T> checkpointFile(final String path) {
        return inputs.checkpointFile(path);
    }

    @Override
    public Map<Integer, Rdd<?>> persistentRdds() {
        return kept.persistentRdds();
    }

    @Override
    public RddStorage[] rddStorage() {
        return kept.rddStorage();
    }

    @Override
    public void setCheckpointDir(final String directory) {
        kept.setCheckpointDir(directory);
    }

    @Override
    public Optional<String> checkpointDir() {
        return kept.checkpointDir();
    }

    @Override
    public Map<String, Tuple2<Long, Long>> executorMemory() {
        return kept.executorMemory();
    }

    @Override
    public ClusterStatus cluster() {
        return control.cluster().status();
    }

    @Override
    public void moveTo(final String masterUrl) {
        move.to(identity.application(), masterUrl);
    }

    @Override
    public void requestTotalExecutors(final int total) {
        control.cluster().setTotal(total);
    }

    @Override
    public void killExecutor(final int executor) {
        control.cluster().kill(executor);
    }

    @Override
    public void addJar(final String path) {
        if (session.code().addJar(path)) {
            control.report().codeChanged(path, "added");
        }
    }

    @Override
    public void removeJar(final String name) {
        session.code().removeJar(name);
        control.report().codeChanged(name, "removed");
    }

    @Override
    public void updateJar(final String path) {
        if (session.code().updateJar(path)) {
            control.report().codeChanged(path, "updated");
        }
    }

    @Override
    public void addBundle(final String symbolicName) {
        if (session.code().addBundle(identity.owner().find(symbolicName))) {
            control.report().codeChanged(symbolicName, "added");
        }
    }

    @Override
    public Path serve(final String name, final RemoteOperation operation) {
        return calls.serve(name, operation);
    }

    @Override
    public String localProperty(final String key) {
        return jobs.localProperty(key);
    }

    @Override
    public void localProperty(final String key, final String value) {
        jobs.localProperty(key, value);
    }

    @Override
    public void cancelJob(final int job, final String reason) {
        jobs.cancelJob(job, reason);
    }

    @Override
    public void cancelJobGroup(final String group, final boolean future, final String reason) {
        jobs.cancelJobGroup(group, future, reason);
    }

    @Override
    public void cancelJobsWithTag(final String tag, final String reason) {
        jobs.cancelJobsWithTag(tag, reason);
    }

    @Override
    public void cancelStage(final int stage, final String reason) {
        jobs.cancelStage(stage, reason);
    }

    @Override
    public void cancelAllJobs(final String reason) {
        jobs.cancelAllJobs(reason);
    }

    @Override
    public boolean killTaskAttempt(final long task, final String reason) {
        return jobs.killTaskAttempt(task, reason);
    }

    @Override
    public <T, U> List<U> runJob(final Rdd<T> data, final Function<Iterator<T>, U> function, final List<Integer> partitions) {
        return jobs.runJob(data, function, partitions);
    }

    @Override
    public <T, U, R> JavaFutureAction<R> submitJob(final Rdd<T> data, final Function<Iterator<T>, U> function, final List<Integer> partitions,
                                                   final BiConsumer<Integer, U> onResult, final Supplier<R> result) {
        return jobs.submitJob(data, function, partitions, onResult, result);
    }

    @Override
    public <T, U, R> PartialResult<R> runApproximateJob(final Rdd<T> data, final Function<Iterator<T>, U> function,
                                                        final ApproximateEvaluator<U, R> evaluator, final long timeoutMillis) {
        return jobs.runApproximateJob(data, function, evaluator, timeoutMillis);
    }

    @Override
    public void onClose(final Runnable hook) {
        hooks.add(hook);
    }

    @Override
    public JavaStatusTracker statusTracker() {
        return jobs.statusTracker();
    }

    @Override
    public <T> Broadcast<T> broadcast(final T value) {
        return identity.shared().broadcast(value, session.code());
    }

    @Override
    public long nextAccumulator() {
        return identity.shared().accumulators().next();
    }

    @Override
    public void accumulates(final AccumulatorV2<?, ?> accumulator) {
        identity.shared().accumulators().add(accumulator);
    }

    @Override
    public void addFile(final String path, final boolean recursive) {
        session.files().add(path, recursive);
    }

    @Override
    public List<String> listFiles() {
        return session.files().names();
    }

    @Override
    public Path file(final String name) {
        return session.files().file(name);
    }

    @Override
    public Path filesDirectory() {
        return session.files().directory();
    }

    @Override
    public void close() {
        close(session.number() == 0 ? "The context has been closed" : "Session " + session.number() + " of the application has been closed");
    }

    /** Ends the session, and the application with its first one; its jobs fail with the reason. A second call does nothing. */
    void close(final String reason) {
        if (closed.compareAndSet(false, true)) {
            if (session.number() == 0) {
                session.all().close(reason);
            }
            hooks.run();
            end.accept(reason);
        }
    }

    /** Whether it belongs to a bundle. */
    boolean isOf(final Bundle bundle) {
        return bundle.equals(identity.owner().bundle());
    }

    /** Whether only its application ends it. */
    boolean isOfNoBundle() {
        return identity.owner().bundle() == null;
    }

    /** How many jobs have not ended. */
    int activeJobs() {
        return control.activeJobs();
    }

    /** Whether its connections are of a transport. */
    boolean uses(final Transport transport) {
        return identity.transport() == transport;
    }

    /** Its bundle stops: jobs under way may go on for a while, new ones are refused; then it ends. */
    void drainAndClose(final String reason) {
        control.refuse(reason);
        final Duration limit = DriverKeys.DRAIN_TIMEOUT.read(configuration);
        final long begin = System.nanoTime();
        while (activeJobs() > 0 && System.nanoTime() - begin < limit.toNanos()) {
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        close(reason);
    }

    /** How it is; an application that has ended shows no executors. */
    ApplicationStatus status() {
        final ControlReport.Figures figures = control.report().figures();
        final Bundle bundle = identity.owner().bundle();
        return new ApplicationStatus(applicationId(), name(), bundle == null ? "" : bundle.getSymbolicName() + "/" + bundle.getVersion(),
                identity.started(), control.refusal() == null ? "RUNNING" : "DRAINING", cluster(), figures.activeJobs(), figures.executors(),
                figures.slots(), figures.failedTasks());
    }

    /** What its user calls it. */
    String name() {
        return configuration.get(DriverKeys.APP_NAME.name());
    }

    /** When it was started. */
    Instant started() {
        return identity.started();
    }

    /** What it has for itself. */
    Session session() {
        return session;
    }

    /** What its tasks share. */
    SharedState shared() {
        return identity.shared();
    }

    /** Its jobs and executors. */
    ApplicationControl control() {
        return control;
    }

    /**
     * What a context is told apart by.
     *
     * @param application its id
     * @param owner       whose it is
     * @param transport   what carries its messages
     * @param started     when
     * @param shared      what its tasks share
     */
    record Identity(ApplicationId application, Owner owner, Transport transport, Instant started, SharedState shared) {
    }
}
