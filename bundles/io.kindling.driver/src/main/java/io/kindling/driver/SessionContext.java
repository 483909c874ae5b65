package io.kindling.driver;

import io.kindling.api.AccumulatorV2;
import io.kindling.api.ApproximateEvaluator;
import io.kindling.api.Broadcast;
import io.kindling.api.DoubleRdd;
import io.kindling.api.JavaFutureAction;
import io.kindling.api.JavaStatusTracker;
import io.kindling.api.Optional;
import io.kindling.api.PairRdd;
import io.kindling.api.PartialResult;
import io.kindling.api.PortableDataStream;
import io.kindling.api.Rdd;
import io.kindling.api.RddStorage;
import io.kindling.api.Tuple2;
import io.kindling.api.function.Function;
import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.JobControl;
import io.kindling.driver.rdd.DataSets;
import io.kindling.driver.rdd.Inputs;
import io.kindling.driver.rdd.KeptData;
import io.kindling.driver.shared.SharedState;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What a context does with its own session: its data sets, its jobs, what it shares with its tasks. Operations are passed on to the part of the
 * session that they are about. Thread-safe.
 */
abstract class SessionContext implements ContextBackend {

    private final Session session;
    private final SharedState shared;
    private final DataSets dataSets;
    private final Inputs inputs;
    private final KeptData kept;
    private final JobControl jobs;

    /** @param shared the application's */
    SessionContext(final Session session, final SharedState shared) {
        this.session = session;
        this.shared = shared;
        dataSets = session.data();
        inputs = dataSets.inputs();
        kept = dataSets.keptData();
        jobs = dataSets.jobControl();
    }

    /** What it has for itself. */
    final Session session() {
        return session;
    }

    @Override
    public int sessionId() {
        return session.number();
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
    public <T> Rdd<T> parallelizeAt(final List<T> values, final List<List<String>> hosts) {
        return values.isEmpty() ? emptyRdd() : dataSets.parallelizeAt(values, hosts);
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
    public JavaStatusTracker statusTracker() {
        return jobs.statusTracker();
    }

    @Override
    public <T> Broadcast<T> broadcast(final T value) {
        return shared.broadcast(value, session.code());
    }

    @Override
    public long nextAccumulator() {
        return shared.accumulators().next();
    }

    @Override
    public void accumulates(final AccumulatorV2<?, ?> accumulator) {
        shared.accumulators().add(accumulator);
    }

    @Override
    public void addFile(final String path, final boolean recursive) {
        session.files().add(path, recursive);
    }

    @Override
    public void addPyFile(final String path) {
        session.files().addPython(path);
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
}
