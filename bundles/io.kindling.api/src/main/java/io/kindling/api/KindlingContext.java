// Over 500 lines: every operation of a context is here with its contract, as its users look for it.
package io.kindling.api;

import io.kindling.api.admin.ClusterStatus;
import io.kindling.api.function.Function;
import io.kindling.api.function.Function2;
import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.CurrentTask;
import io.kindling.api.spi.JobProperties;
import io.kindling.api.spi.PartitionFunctions;
import io.kindling.api.spi.Runtimes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * An application's connection to its executors, and where its data sets begin. Thread-safe: jobs may be run from
 * several threads. Several contexts may live in one JVM. Closing it ends its executors.
 */
public final class KindlingContext implements AutoCloseable {

    private static final int LONGEST_NAME = 1_000;

    private final ContextBackend backend;

    /**
     * Starts an application. In an OSGi container prefer {@link KindlingContextFactory}. Blocks until the cluster
     * manager has accepted the application, not until executors are there.
     *
     * @throws KindlingException if the configuration is bad or the cluster manager cannot be reached
     */
    public KindlingContext(final KindlingConf conf) {
        this(Runtimes.open(atDriver(conf)));
    }

    /** As {@link #KindlingContext(KindlingConf)}, with the default configuration but for a master and a name. */
    public KindlingContext(final String master, final String appName) {
        this(master, appName, new KindlingConf());
    }

    /** As {@link #KindlingContext(KindlingConf)}, with a copy of a configuration but for a master and a name. */
    public KindlingContext(final String master, final String appName, final KindlingConf conf) {
        this(conf.copy().setMaster(master).setAppName(appName));
    }

    /** For implementers of the runtime. */
    public KindlingContext(final ContextBackend backend) {
        this.backend = backend;
    }

    /** As {@link #getOrCreate(KindlingConf)}, with the default configuration. */
    public static KindlingContext getOrCreate() {
        return SharedContexts.of(caller(), KindlingConf::new);
    }

    /**
     * The context that the calling program shares, made at the first call: one for each class loader that calls this, until it is closed. Contexts that
     * are made otherwise are not shared.
     *
     * @param conf for the context if there is none yet; otherwise it says nothing
     * @throws KindlingException as {@link #KindlingContext(KindlingConf)}
     */
    public static KindlingContext getOrCreate(final KindlingConf conf) {
        Objects.requireNonNull(conf, "conf is null");
        return SharedContexts.of(caller(), () -> conf);
    }

    private static ClassLoader caller() {
        final ClassLoader loader = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).walk(frames -> frames
                .map(StackWalker.StackFrame::getDeclaringClass).filter(type -> type != KindlingContext.class).findFirst().orElseThrow()).getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    /** The application's id, as the cluster manager's lists show it. */
    public String applicationId() {
        return backend.applicationId();
    }

    /** A copy of the configuration in force. */
    public KindlingConf conf() {
        return driver().conf();
    }

    /** The same as {@link #conf()}, by the other name that Spark's users know. */
    public KindlingConf getConf() {
        return conf();
    }

    /** Itself: programs that port from Spark's Java API find here what they find behind their context's {@code sc()}. */
    public KindlingContext sc() {
        return this;
    }

    /** The master URL that the context was opened with; {@link #cluster()} tells where it is now. */
    public String master() {
        return conf().get(KindlingConf.MASTER);
    }

    /** The application's name. */
    public String appName() {
        return conf().get(KindlingConf.APP_NAME);
    }

    /** Whether tasks run in this JVM. */
    public boolean isLocal() {
        return master().equals("local") || master().startsWith("local[");
    }

    /** The JARs that the application was started with. */
    public List<String> jars() {
        return Arrays.stream(conf().get(KindlingConf.JARS, "").split(",")).map(String::trim).filter(path -> !path.isEmpty()).toList();
    }

    /** How many partitions a file is cut into at least if nothing else is said: {@link #defaultParallelism()}, at most 2. */
    public int defaultMinPartitions() {
        return Math.min(driver().defaultParallelism(), 2);
    }

    /** How many partitions a data set gets if nothing else is said: the slots of the cluster, at least two unless tasks run in this JVM. */
    public int defaultParallelism() {
        return driver().defaultParallelism();
    }

    /** A data set of the values of a list, in {@link #defaultParallelism()} partitions. */
    public <T> Rdd<T> parallelize(final List<T> values) {
        return parallelize(values, driver().defaultParallelism());
    }

    /**
     * A data set of the values of a list.
     *
     * @param partitions at least 1
     */
    public <T> Rdd<T> parallelize(final List<T> values, final int partitions) {
        return driver().parallelize(values, partitions);
    }

    /** A data set of pairs, in {@link #defaultParallelism()} partitions. */
    public <K, V> PairRdd<K, V> parallelizePairs(final List<Tuple2<K, V>> pairs) {
        return parallelizePairs(pairs, driver().defaultParallelism());
    }

    /** A data set of pairs. */
    public <K, V> PairRdd<K, V> parallelizePairs(final List<Tuple2<K, V>> pairs, final int partitions) {
        return driver().parallelizePairs(pairs, partitions);
    }

    /** The numbers from {@code start} to before {@code end}, one by one. */
    public Rdd<Long> range(final long start, final long end) {
        return range(start, end, 1, driver().defaultParallelism());
    }

    /**
     * The numbers from {@code start} to before {@code end}, {@code step} apart.
     *
     * @param step not zero; may be negative
     */
    public Rdd<Long> range(final long start, final long end, final long step, final int partitions) {
        return driver().range(start, end, step, partitions);
    }

    /** A data set without records or partitions. */
    public <T> Rdd<T> emptyRDD() {
        return backend.emptyRdd();
    }

    /** A data set of numbers, in {@link #defaultParallelism()} partitions. */
    public DoubleRdd parallelizeDoubles(final List<Double> values) {
        return parallelizeDoubles(values, backend.defaultParallelism());
    }

    /** A data set of numbers. */
    public DoubleRdd parallelizeDoubles(final List<Double> values, final int partitions) {
        return backend.parallelizeDoubles(values, partitions);
    }

    /** The records of several data sets, duplicates kept. */
    @SafeVarargs
    public final <T> Rdd<T> union(final Rdd<T>... rdds) {
        return backend.union(List.of(rdds));
    }

    /** The pairs of several data sets, duplicates kept. */
    @SafeVarargs
    public final <K, V> PairRdd<K, V> union(final PairRdd<K, V>... rdds) {
        return backend.unionPairs(List.of(rdds));
    }

    /** The numbers of several data sets, duplicates kept. */
    public DoubleRdd union(final DoubleRdd... rdds) {
        return backend.unionDoubles(List.of(rdds));
    }

    /** The lines of text files, in at least two partitions (fewer for tiny or compressed files). */
    public Rdd<String> textFile(final String path) {
        return textFile(path, Math.min(2, driver().defaultParallelism()));
    }

    /**
     * The lines of text files, UTF-8. A line ends with LF, CR LF or CR. Files whose names end in {@code .gz}, {@code .bz2}, {@code .zst},
     * {@code .lz4}, {@code .sz}, {@code .snappy} (frames) or {@code .deflate} are decompressed, each by one task. A file that changes
     * between here and its last line fails the job.
     *
     * @param path          a file, a directory, or a glob; {@code file:} URIs too; several of them with commas between
     * @param minPartitions a wish
     * @throws KindlingException if nothing is there
     */
    public Rdd<String> textFile(final String path, final int minPartitions) {
        return driver().textFile(path, minPartitions);
    }

    /** The text of whole files by their paths, see {@link #wholeTextFiles(String, int)}. */
    public PairRdd<String, String> wholeTextFiles(final String path) {
        return wholeTextFiles(path, Math.min(2, backend.defaultParallelism()));
    }

    /**
     * The text of whole files, UTF-8, decompressed as with {@link #textFile(String, int)}, by their paths with {@code file:} before them. For
     * small files: many are read by one task, and each must fit its memory.
     *
     * @param path          as with {@link #textFile(String, int)}
     * @param minPartitions a wish
     * @throws KindlingException if nothing is there
     */
    public PairRdd<String, String> wholeTextFiles(final String path, final int minPartitions) {
        return backend.wholeTextFiles(path, minPartitions);
    }

    /** Whole files by their paths, see {@link #binaryFiles(String, int)}. */
    public PairRdd<String, PortableDataStream> binaryFiles(final String path) {
        return binaryFiles(path, Math.min(2, backend.defaultParallelism()));
    }

    /**
     * Whole files, not read and not decompressed yet, by their paths with {@code file:} before them.
     *
     * @param path          as with {@link #textFile(String, int)}
     * @param minPartitions a wish
     * @throws KindlingException if nothing is there
     */
    public PairRdd<String, PortableDataStream> binaryFiles(final String path, final int minPartitions) {
        return backend.binaryFiles(path, minPartitions);
    }

    /**
     * The records of files that are nothing but records of one length.
     *
     * @param path         as with {@link #textFile(String, int)}
     * @param recordLength in bytes
     * @throws KindlingException if nothing is there, or the length of a file is no multiple of that of a record
     */
    public Rdd<byte[]> binaryRecords(final String path, final int recordLength) {
        return backend.binaryRecords(path, recordLength);
    }

    /** What {@link Rdd#saveAsObjectFile} saved. */
    public <T> Rdd<T> objectFile(final String path) {
        return objectFile(path, Math.min(2, backend.defaultParallelism()));
    }

    /**
     * What {@link Rdd#saveAsObjectFile} saved, a partition for each file.
     *
     * @param path          as with {@link #textFile(String, int)}
     * @param minPartitions is not needed; there as in Spark
     * @throws KindlingException if nothing is there
     */
    public <T> Rdd<T> objectFile(final String path, final int minPartitions) {
        return backend.objectFile(path, minPartitions);
    }

    /** The tie to the cluster manager: which one, in which version, and whether it is there. */
    public ClusterStatus cluster() {
        return driver().cluster();
    }

    /**
     * Moves the application to another cluster, while jobs run: new executors come from there, the old ones get no new tasks, hand their
     * map outputs over and end. No task fails by it. Blocks until the new cluster has accepted the application, not until the old executors
     * are gone.
     *
     * @param masterUrl of the other cluster; it must be reachable for the executors as the old one is
     * @throws KindlingException if the cluster cannot be reached or refuses, or another move is under way; the application then stays where it is
     */
    public void moveTo(final String masterUrl) {
        driver().moveTo(masterUrl);
    }

    /**
     * Says how many executors the application should have from now on, instead of {@code kindling.executor.instances}. More are asked for;
     * none is ended: see {@link #killExecutor}.
     *
     * @param total at least 0
     */
    public void requestTotalExecutors(final int total) {
        driver().requestTotalExecutors(total);
    }

    /**
     * Gives an executor back to the cluster manager, when the tasks that it runs have ended and its map outputs are handed over; no other
     * comes for it. What it has cached is computed again where it is needed.
     *
     * @param executor its number, as {@link io.kindling.api.admin.Applications#executors} tells it
     * @throws KindlingException if the application has no such executor
     */
    public void killExecutor(final int executor) {
        driver().killExecutor(executor);
    }

    /**
     * Adds a plain JAR to the application's code. Jobs that are submitted from now on have it; those under way go on without. A job runs
     * on one version of the code as a whole, so what shuffles and caches hold of an earlier version is computed again.
     *
     * @param path of the file; its file name is what the JAR is known by
     * @throws KindlingException if it is not there, or a JAR of this file name with other content is there already
     */
    public void addJar(final String path) {
        driver().addJar(path);
    }

    /**
     * Takes a JAR away from jobs that are submitted from now on; those under way keep it. A data set whose functions are made of its classes
     * cannot be used any more: its next job is refused.
     *
     * @param name its file name, or its path
     * @throws KindlingException if the application has no such JAR
     */
    public void removeJar(final String name) {
        driver().removeJar(name);
    }

    /**
     * Replaces the JAR of the same file name for jobs that are submitted from now on; those under way end with the old one. The driver's own
     * class loader does not change: what is to be replaced is best reached by name, by a ServiceLoader or through an interface that stays.
     *
     * @throws KindlingException if it is not there, or the application has no JAR of this file name
     */
    public void updateJar(final String path) {
        driver().updateJar(path);
    }

    /**
     * Adds a bundle of this container, and what it is wired to, to the code of an application that belongs to a bundle.
     *
     * @param symbolicName the bundle's, or {@code symbolic.name/version} if there are several
     * @throws KindlingException if there is no such bundle, it does not resolve, or the application belongs to no bundle
     */
    public void addBundle(final String symbolicName) {
        driver().addBundle(symbolicName);
    }

    /**
     * From now on, jobs of this thread, and of threads that it makes, belong to a group, by which they can be cancelled together.
     *
     * @param description what users are told of the jobs
     */
    public void setJobGroup(final String groupId, final String description) {
        setJobGroup(groupId, description, false);
    }

    /**
     * As {@link #setJobGroup(String, String)}.
     *
     * @param interruptOnCancel for Spark's programs: tasks of cancelled jobs are interrupted in any case
     */
    public void setJobGroup(final String groupId, final String description, final boolean interruptOnCancel) {
        driver().localProperty(JobProperties.DESCRIPTION, description);
        driver().localProperty(JobProperties.GROUP, groupId);
        driver().localProperty(JobProperties.INTERRUPT, Boolean.toString(interruptOnCancel));
    }

    /** From now on, jobs of this thread belong to no group and have no description. */
    public void clearJobGroup() {
        driver().localProperty(JobProperties.DESCRIPTION, null);
        driver().localProperty(JobProperties.GROUP, null);
        driver().localProperty(JobProperties.INTERRUPT, null);
    }

    /** What users are told of the jobs of this thread; null for nothing. */
    public void setJobDescription(final String value) {
        driver().localProperty(JobProperties.DESCRIPTION, value);
    }

    /** For Spark's programs: tasks of cancelled jobs are interrupted in any case. */
    public void setInterruptOnCancel(final boolean interruptOnCancel) {
        driver().localProperty(JobProperties.INTERRUPT, Boolean.toString(interruptOnCancel));
    }

    /**
     * From now on, jobs of this thread, and of threads that it makes, have this tag too.
     *
     * @param tag not empty, without a comma
     */
    public void addJobTag(final String tag) {
        JobTags.check(tag);
        final Set<String> tags = getJobTags();
        tags.add(tag);
        driver().localProperty(JobProperties.TAGS, JobTags.join(tags));
    }

    /** From now on, jobs of this thread do not have this tag. */
    public void removeJobTag(final String tag) {
        JobTags.check(tag);
        final Set<String> tags = getJobTags();
        tags.remove(tag);
        driver().localProperty(JobProperties.TAGS, JobTags.join(tags));
    }

    /** The tags that jobs of this thread have; a copy. */
    public Set<String> getJobTags() {
        return JobTags.split(driver().localProperty(JobProperties.TAGS));
    }

    /** From now on, jobs of this thread have no tags. */
    public void clearJobTags() {
        driver().localProperty(JobProperties.TAGS, null);
    }

    /**
     * Sets a property of this thread, which its jobs have from now on: tasks can read it. Threads that this one makes begin with a copy of its
     * properties; threads of a pool do not see what is set later.
     *
     * @param value null removes it
     */
    public void setLocalProperty(final String key, final String value) {
        driver().localProperty(Objects.requireNonNull(key, "key is null"), value);
    }

    /** A property of this thread, or null. */
    public String getLocalProperty(final String key) {
        return driver().localProperty(key);
    }

    /** What jobs and data sets that this thread makes are named by, in place of the line of the program. */
    public void setCallSite(final String site) {
        driver().localProperty(JobProperties.CALL_SITE, site);
    }

    /** From now on, jobs and data sets are named by the line of the program that makes them. */
    public void clearCallSite() {
        driver().localProperty(JobProperties.CALL_SITE, null);
    }

    /** Ends a job, which then fails. One that has ended is left alone. */
    public void cancelJob(final int jobId) {
        cancelJob(jobId, null);
    }

    /**
     * As {@link #cancelJob(int)}, for a reason that the job's error names. All cancellation returns at once or almost so: slots are free when
     * the tasks have ended.
     *
     * @throws KindlingException if there never was a job of this number
     */
    public void cancelJob(final int jobId, final String reason) {
        driver().cancelJob(jobId, reason);
    }

    /** Ends the jobs of a group that have begun. */
    public void cancelJobGroup(final String groupId) {
        cancelJobGroup(groupId, null);
    }

    /** As {@link #cancelJobGroup(String)}, for a reason that the jobs' errors name. */
    public void cancelJobGroup(final String groupId, final String reason) {
        driver().cancelJobGroup(Objects.requireNonNull(groupId, "groupId is null"), false, reason);
    }

    /** Ends the jobs of a group; those that begin later fail at once. */
    public void cancelJobGroupAndFutureJobs(final String groupId) {
        cancelJobGroupAndFutureJobs(groupId, null);
    }

    /** As {@link #cancelJobGroupAndFutureJobs(String)}, for a reason that the jobs' errors name. The last thousand such groups are remembered. */
    public void cancelJobGroupAndFutureJobs(final String groupId, final String reason) {
        driver().cancelJobGroup(Objects.requireNonNull(groupId, "groupId is null"), true, reason);
    }

    /** Ends the jobs with a tag. */
    public void cancelJobsWithTag(final String tag) {
        cancelJobsWithTag(tag, null);
    }

    /** As {@link #cancelJobsWithTag(String)}, for a reason that the jobs' errors name. */
    public void cancelJobsWithTag(final String tag, final String reason) {
        JobTags.check(tag);
        driver().cancelJobsWithTag(tag, reason);
    }

    /** Ends the jobs that may need a stage. */
    public void cancelStage(final int stageId) {
        cancelStage(stageId, null);
    }

    /** As {@link #cancelStage(int)}, for a reason that the jobs' errors name. */
    public void cancelStage(final int stageId, final String reason) {
        driver().cancelStage(stageId, reason);
    }

    /** Ends all jobs that have begun. */
    public void cancelAllJobs() {
        driver().cancelAllJobs(null);
    }

    /** Kills a task attempt; see {@link #killTaskAttempt(long, boolean, String)}. */
    public boolean killTaskAttempt(final long taskId) {
        return killTaskAttempt(taskId, true, "killed by killTaskAttempt");
    }

    /**
     * Kills a task attempt. Its task runs again, and this does not count as a failure.
     *
     * @param taskId          the number of the attempt in the application
     * @param interruptThread for Spark's programs: tasks are interrupted in any case
     * @param reason          for the executor's log
     * @return false if no such attempt is under way
     */
    public boolean killTaskAttempt(final long taskId, final boolean interruptThread, final String reason) {
        return driver().killTaskAttempt(taskId, reason);
    }

    /** The result of a function for each partition, in order. */
    public <T, U> List<U> runJob(final Rdd<T> data, final Function<Iterator<T>, U> function) {
        return runJob(data, function, IntStream.range(0, data.getNumPartitions()).boxed().toList());
    }

    /**
     * The result of a function for each of some partitions, in the order in which they are given. What the function returns travels as records do.
     *
     * @param partitions numbers of partitions, each once
     */
    public <T, U> List<U> runJob(final Rdd<T> data, final Function<Iterator<T>, U> function, final List<Integer> partitions) {
        return driver().runJob(data, function, partitions);
    }

    /** As {@link #runJob(Rdd, Function, List)}, with a function that is also told what runs it. */
    public <T, U> List<U> runJob(final Rdd<T> data, final Function2<TaskContext, Iterator<T>, U> function, final List<Integer> partitions) {
        return runJob(data, PartitionFunctions.withContext(function), partitions);
    }

    /** As {@link #runJob(Rdd, Function)}, with a function that is also told what runs it. */
    public <T, U> List<U> runJob(final Rdd<T> data, final Function2<TaskContext, Iterator<T>, U> function) {
        return runJob(data, PartitionFunctions.withContext(function));
    }

    /**
     * Runs a function for each of some partitions without waiting. What the context calls runs on a thread of its own, one call at a time.
     *
     * @param partitions numbers of partitions, each once
     * @param onResult   gets each result as it comes, with its place in {@code partitions}
     * @param result     makes the action's result when all have come
     */
    public <T, U, R> JavaFutureAction<R> submitJob(final Rdd<T> data, final Function<Iterator<T>, U> function, final List<Integer> partitions,
                                                   final BiConsumer<Integer, U> onResult, final Supplier<R> result) {
        return driver().submitJob(data, function, partitions, onResult, result);
    }

    /**
     * Runs a function for each partition and waits for so long at the most; the job then goes on.
     *
     * @param evaluator     makes a result of those that have come; see {@link ApproximateEvaluator}
     * @param timeoutMillis at least 0
     * @throws KindlingException if the job fails within that time
     */
    public <T, U, R> PartialResult<R> runApproximateJob(final Rdd<T> data, final Function<Iterator<T>, U> function,
                                                        final ApproximateEvaluator<U, R> evaluator, final long timeoutMillis) {
        return driver().runApproximateJob(data, function, evaluator, timeoutMillis);
    }

    /** Tells how far jobs and stages are. */
    public JavaStatusTracker statusTracker() {
        return driver().statusTracker();
    }

    /**
     * A value that travels to each executor once, for functions that capture the broadcast. The value must not be changed from now on. Values with
     * the same encoded content travel once, however often they are broadcast.
     *
     * @throws KindlingException if it cannot travel
     */
    public <T> Broadcast<T> broadcast(final T value) {
        return driver().broadcast(value);
    }

    /** A registered accumulator of whole numbers. */
    public LongAccumulator longAccumulator() {
        return longAccumulator(null);
    }

    /** A registered accumulator of whole numbers with a name. */
    public LongAccumulator longAccumulator(final String name) {
        final LongAccumulator accumulator = new LongAccumulator();
        register(accumulator, name);
        return accumulator;
    }

    /** A registered accumulator of numbers. */
    public DoubleAccumulator doubleAccumulator() {
        return doubleAccumulator(null);
    }

    /** A registered accumulator of numbers with a name. */
    public DoubleAccumulator doubleAccumulator(final String name) {
        final DoubleAccumulator accumulator = new DoubleAccumulator();
        register(accumulator, name);
        return accumulator;
    }

    /** A registered accumulator that gathers values. */
    public <T> CollectionAccumulator<T> collectionAccumulator() {
        return collectionAccumulator(null);
    }

    /** A registered accumulator that gathers values, with a name. */
    public <T> CollectionAccumulator<T> collectionAccumulator(final String name) {
        final CollectionAccumulator<T> accumulator = new CollectionAccumulator<>();
        register(accumulator, name);
        return accumulator;
    }

    /** Registers an accumulator, so that tasks can add to it. */
    public void register(final AccumulatorV2<?, ?> accumulator) {
        register(accumulator, null);
    }

    /**
     * Registers an accumulator with a name, so that tasks can add to it.
     *
     * @param name for messages, at most 1,000 characters
     * @throws IllegalStateException if it has been registered
     */
    public void register(final AccumulatorV2<?, ?> accumulator, final String name) {
        if (name != null && name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("The name of an accumulator has " + name.length() + " characters, at most " + LONGEST_NAME + " are allowed");
        }
        accumulator.register(driver().applicationId(), driver().nextAccumulator(), name);
        driver().accumulates(accumulator);
    }

    /**
     * Adds a file for tasks, which find it with {@link KindlingFiles#get} by its name without directories. It is copied now, and travels to an executor
     * when a task there asks for it.
     *
     * @param path of a file of the driver; {@code file:} URIs too
     * @throws KindlingException if there is no such file, or one of this name with other content was added before
     */
    public void addFile(final String path) {
        addFile(path, false);
    }

    /**
     * Adds a file, or a directory with all that is in it.
     *
     * @param recursive whether directories are allowed
     */
    public void addFile(final String path, final boolean recursive) {
        driver().addFile(path, recursive);
        CurrentTask.use(backend);
    }

    /** The names of the files that were added; those of a directory have it in their names. */
    public List<String> listFiles() {
        return driver().listFiles();
    }

    /**
     * Lets far-away clients call an operation of this application, which runs here, near the executors: the way to use a driver over a slow
     * line. The first call opens a port ({@code kindling.calls.port}) for those who have the ticket, a file that is written for this user alone
     * ({@code kindling.calls.ticket}) and deleted when the context is closed. Clients call with {@code kindling call --ticket FILE}, or
     * {@link io.kindling.api.spi.RemoteDrivers}.
     *
     * @param name what clients call it by
     * @return the ticket
     * @throws KindlingException if the name is taken, or the port or the ticket cannot be had
     */
    public Path serve(final String name, final RemoteOperation operation) {
        return backend.serve(name, operation);
    }

    /**
     * Says where {@link Rdd#checkpoint} writes, from now on: in a directory of its own below this one. All executors and the driver must see
     * the same files there. {@code kindling.checkpoint.dir} says it from the start.
     *
     * @throws KindlingException if it cannot be made
     */
    public void setCheckpointDir(final String directory) {
        backend.setCheckpointDir(directory);
    }

    /** Where checkpoints are written, if it has been said. */
    public Optional<String> getCheckpointDir() {
        return backend.checkpointDir();
    }

    /** The data sets that are to be kept, by {@link Rdd#persist} or {@link Rdd#cache}, by their numbers. */
    public Map<Integer, Rdd<?>> getPersistentRdds() {
        return backend.persistentRdds();
    }

    /** What the executors keep of which data set, for those of which they keep anything. */
    public RddStorage[] getRddStorageInfo() {
        return backend.rddStorage();
    }

    /**
     * By executor, as {@code host:port}: how many bytes of its heap tasks and kept partitions may use together, and how many of them kept
     * partitions could still use, as it said when it last changed what it keeps.
     */
    public Map<String, Tuple2<Long, Long>> getExecutorMemoryStatus() {
        return backend.executorMemory();
    }

    /**
     * Has something done when the context is closed, whoever closes it, before its jobs and executors end. Those given last are done first, on the thread
     * that closes; they can run jobs, unless it is because the application's bundle stops. They should take a few seconds at the most. What one throws is
     * logged.
     *
     * @throws KindlingException if it has been closed
     */
    public void onClose(final Runnable hook) {
        backend.onClose(Objects.requireNonNull(hook, "hook is null"));
    }

    /** Ends the application and its executors; running jobs fail. A second call does nothing. */
    @Override
    public void close() {
        driver().close();
    }

    /** The same as {@link #close()}, by the name that Spark's users know. */
    public void stop() {
        close();
    }

    private static KindlingConf atDriver(final KindlingConf conf) {
        CurrentTask.refuse("new KindlingContext(conf)");
        return conf;
    }

    /** The driver, for what only the driver can do. */
    private ContextBackend driver() {
        CurrentTask.refuse("A KindlingContext");
        return backend;
    }
}
