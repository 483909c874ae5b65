package io.kindling.driver.config;

import io.kindling.common.config.ConfigKey;
import io.kindling.dataflow.SerializerKeys;
import java.time.Duration;
import java.util.List;

/** The keys that the driver understands. Whoever changes one changes docs/configuration.md; a test compares them. */
public final class DriverKeys {

    /** The cluster manager's URL. */
    public static final ConfigKey<String> MASTER = ConfigKey.text("kindling.master", null, "a master URL",
            "Which cluster runs the application, e.g. `local[*]` or `kindling://host:7077`. Required.");
    /** What the application is called. */
    public static final ConfigKey<String> APP_NAME = ConfigKey.text("kindling.app.name", null, "any text",
            "What the application is called in lists and logs; by default its main class, or `kindling-app`.");
    /** The application's JARs. */
    public static final ConfigKey<List<String>> JARS = ConfigKey.list("kindling.jars", "paths, separated by commas",
            "The JARs that travel to the executors. Not needed for an application that is a bundle.");
    /** Files for its tasks. */
    public static final ConfigKey<List<String>> FILES = ConfigKey.list("kindling.files", "paths, separated by commas",
            "Files and directories of the driver for tasks, as `addFile` adds them; those of `kindling submit --files`.");
    /** Python files for its tasks. */
    public static final ConfigKey<List<String>> PYTHON_FILES = ConfigKey.list("kindling.submit.pyFiles", "paths, separated by commas",
            "`.py`, `.zip`, `.egg` and `.whl` files for the Python programs of `pipe`, as `addPyFile` adds them; those of `kindling submit --py-files`.");
    /** Which transport. */
    public static final ConfigKey<String> TRANSPORT = ConfigKey.text("kindling.transport", null, "the name of an installed transport",
            "What carries messages; by default `local` for `local` masters and `netty` for all others.");
    /** The address that executors connect to. */
    public static final ConfigKey<String> HOST = ConfigKey.text("kindling.driver.host", null, "a host name or address",
            "The address at which executors reach the driver; by default the one that leads to the master.");
    /** The address to bind. */
    public static final ConfigKey<String> BIND_ADDRESS = ConfigKey.text("kindling.driver.bindAddress", null, "a host name or address",
            "The address that the driver's port is bound to; by default `kindling.driver.host`.");
    /** The port. */
    public static final ConfigKey<Integer> PORT = ConfigKey.integer("kindling.driver.port", "0", 0, 65_535,
            "The driver's port; 0 for any free one.");
    /** How many ports are tried. */
    public static final ConfigKey<Integer> PORT_RETRIES = ConfigKey.integer("kindling.port.maxRetries", "16", 0, 1_000,
            "How many following ports are tried when a port is taken.");
    /** The most that the results of one job may take. */
    public static final ConfigKey<Long> MAX_RESULT_SIZE = ConfigKey.size("kindling.driver.maxResultSize", "1g", "1m", "1024g",
            "The most bytes that the results of one job may have at the driver, encoded; a job with more fails.");
    /** The heap of the driver's process. */
    public static final ConfigKey<Long> DRIVER_MEMORY = ConfigKey.size("kindling.driver.memory", null, "64m", "4096g",
            "The Java heap of the process that `kindling submit` starts; read by that command before there is a driver.");
    /** How long an application may take. */
    public static final ConfigKey<Duration> DRIVER_TIMEOUT = ConfigKey.time("kindling.driver.timeout", null, "1s", "365d",
            "How long after its context was opened a program that `kindling submit` runs is ended, with exit code 124; by default never. Heeded by that command alone.");
    /** The heap of an executor. */
    public static final ConfigKey<Long> EXECUTOR_MEMORY = ConfigKey.size("kindling.executor.memory", "1g", "64m", "4096g",
            "The Java heap of each executor.");
    /** The slots of an executor. */
    public static final ConfigKey<Integer> EXECUTOR_CORES = ConfigKey.integer("kindling.executor.cores", null, 1, 4_096,
            "How many tasks an executor runs at a time; by default as many as its node has cores for the application.");
    /** The slots of all executors. */
    public static final ConfigKey<Integer> CORES_MAX = ConfigKey.integer("kindling.cores.max", null, 1, 10_000_000,
            "The most cores over all executors; by default all that the cluster gives.");
    /** How many executors. */
    public static final ConfigKey<Integer> EXECUTOR_INSTANCES = ConfigKey.integer("kindling.executor.instances", null, 1, 1_000_000,
            "How many executors; by default as many as fit.");
    /** What an executor needs beside its heap. */
    public static final ConfigKey<Long> MEMORY_OVERHEAD = ConfigKey.size("kindling.executor.memoryOverhead", null, "0", "4096g",
            "What each executor's process needs beside its heap; by default a tenth of the heap, at least 384m.");
    /** JVM options. */
    public static final ConfigKey<String> JAVA_OPTIONS = ConfigKey.text("kindling.executor.extraJavaOptions", "",
            "options, separated by spaces; quotes keep spaces", "Options of the executors' JVMs. The heap is set by `kindling.executor.memory` only.");
    /** How often an executor says that it lives. */
    public static final ConfigKey<Duration> HEARTBEAT_INTERVAL = ConfigKey.time("kindling.executor.heartbeatInterval", "10s", "100ms", "10m",
            "How often an executor sends a heartbeat; an executor that misses two gets no new tasks until it is back.");
    /** After how long without a heartbeat an executor is given up. */
    public static final ConfigKey<Duration> NETWORK_TIMEOUT = ConfigKey.time("kindling.network.timeout", "30s", "1s", "1h",
            "After how long without a heartbeat an executor is given up and replaced; more than `kindling.executor.heartbeatInterval`.");
    /** How long an executor may take to register. */
    public static final ConfigKey<Duration> REGISTRATION_TIMEOUT = ConfigKey.time("kindling.executor.registrationTimeout", "60s", "1s", "1h",
            "How long a launched executor may take until it registers; then it is ended and replaced.");
    /** How many executors may fail before the first registers. */
    public static final ConfigKey<Integer> LAUNCH_FAILURES = ConfigKey.integer("kindling.executor.maxLaunchFailures", "10", 1, 10_000,
            "How many executors in a row may end before they have registered; then waiting jobs fail.");
    /** Where executors keep shuffle files and spills. */
    public static final ConfigKey<String> LOCAL_DIR = ConfigKey.text("kindling.local.dir", "", "directories, separated by commas",
            "Where executors keep shuffle files and spills; by default their work directory.");
    /** How many attempts of one task. */
    public static final ConfigKey<Integer> TASK_FAILURES = ConfigKey.integer("kindling.task.maxFailures", "4", 1, 1_000,
            "How many attempts of one task may fail before its job fails.");
    /** How many attempts of one stage. */
    public static final ConfigKey<Integer> STAGE_ATTEMPTS = ConfigKey.integer("kindling.stage.maxConsecutiveAttempts", "4", 1, 1_000,
            "How many attempts of one stage in a row may be lost to missing map outputs before its job fails.");
    /** Whether map outputs outlive executors. */
    public static final ConfigKey<Boolean> SHUFFLE_SERVICE = ConfigKey.flag("kindling.shuffle.service.enabled", "false",
            "Whether map outputs outlive the executors that wrote them, for other executors of the application on the same host to give to readers.");

    /** How long they wait for somebody who can read them. */
    public static final ConfigKey<Duration> SHUFFLE_SERVICE_TIMEOUT = ConfigKey.time("kindling.shuffle.service.timeout", "30s", "0s", "24h",
            "How long jobs that could go on wait for somebody on the host of map outputs that outlive their executor to give them to readers; then they are made again.");

    /** How many slots a task takes. */
    public static final ConfigKey<Integer> TASK_CPUS = ConfigKey.integer("kindling.task.cpus", "1", 1, 4_096,
            "How many slots of an executor a task takes.");
    /** How long tasks wait without executors. */
    public static final ConfigKey<Duration> UNSCHEDULABLE = ConfigKey.time("kindling.scheduler.unschedulableTimeout", "120s", "1s", "24h",
            "How long tasks may wait without any executor before their job fails.");
    /** How much work may wait at executors. */
    public static final ConfigKey<Duration> TASK_QUEUE = ConfigKey.time("kindling.scheduler.taskQueueTime", "10ms", "0ms", "10s",
            "For how much work short tasks may wait at an executor beyond its slots, so that a free slot need not wait for the driver; `0ms` for none.");
    /** Whether slow tasks are tried a second time. */
    public static final ConfigKey<Boolean> SPECULATION = ConfigKey.flag("kindling.speculation", "false",
            "Whether a task that runs far longer than others of its stage gets a second attempt on another executor; the first that succeeds counts.");
    /** How often tasks are looked at. */
    public static final ConfigKey<Duration> SPECULATION_INTERVAL = ConfigKey.time("kindling.speculation.interval", "100ms", "1ms", "1h",
            "How often is looked for tasks that run far longer than others.");
    /** How much longer. */
    public static final ConfigKey<Double> SPECULATION_MULTIPLIER = ConfigKey.fraction("kindling.speculation.multiplier", "3", 1, 1_000,
            "How many times the median of its stage a task must run before it gets a second attempt.");
    /** How many must have ended. */
    public static final ConfigKey<Double> SPECULATION_QUANTILE = ConfigKey.fraction("kindling.speculation.quantile", "0.9", 0, 1,
            "The part of a stage's tasks that must have ended before another of them gets a second attempt.");
    /** How long at least. */
    public static final ConfigKey<Duration> SPECULATION_LEAST = ConfigKey.time("kindling.speculation.minTaskRuntime", "100ms", "0ms", "24h",
            "How long a task must run at least before it gets a second attempt.");
    /** How many partitions if nothing is said. */
    public static final ConfigKey<Integer> PARALLELISM = ConfigKey.integer("kindling.default.parallelism", null, 1, 1_000_000,
            "How many partitions a data set gets if nothing else is said; by default the slots of the cluster, at least 2 unless tasks run in this JVM.");
    /** How many partitions a take looks at first. */
    public static final ConfigKey<Integer> TAKE_FIRST = ConfigKey.integer("kindling.rdd.limit.initialNumPartitions", "1", 1, 10_000_000,
            "How many partitions `take`, `first` and `isEmpty` look at first.");
    /** How fast a take grows. */
    public static final ConfigKey<Integer> TAKE_FACTOR = ConfigKey.integer("kindling.rdd.limit.scaleUpFactor", "4", 2, 1_000_000,
            "A further round of `take` looks at up to so many times the partitions that all before it did.");
    /** Whether corrupt input is left out. */
    public static final ConfigKey<Boolean> IGNORE_CORRUPT_FILES = ConfigKey.flag("kindling.files.ignoreCorruptFiles", "false",
            "Whether the rest of an input file that cannot be read is left out, with a warning in the executor's log, rather than fail the job.");
    /** Whether missing input is left out. */
    public static final ConfigKey<Boolean> IGNORE_MISSING_FILES = ConfigKey.flag("kindling.files.ignoreMissingFiles", "false",
            "Whether an input file that is gone when it is to be read is left out, with a warning, rather than fail the job.");
    /** Whether empty input files have partitions. */
    public static final ConfigKey<Boolean> IGNORE_EMPTY_SPLITS = ConfigKey.flag("kindling.hadoopRDD.ignoreEmptySplits", "true",
            "Whether empty input files get no partition.");
    /** From how many files on they are looked at side by side. */
    public static final ConfigKey<Integer> PARALLEL_LISTING = ConfigKey.integer("kindling.rdd.parallelListingThreshold", "10", 0, 1_000_000_000,
            "If an input has more files than that, the driver looks at several at a time.");
    /** Where checkpoints go. */
    public static final ConfigKey<String> CHECKPOINT_DIR = ConfigKey.text("kindling.checkpoint.dir", null, "a path that all executors see",
            "Where `checkpoint` writes unless `setCheckpointDir` says another place.");
    /** Whether checkpoints are deleted. */
    public static final ConfigKey<Boolean> CLEAN_CHECKPOINTS = ConfigKey.flag("kindling.cleaner.referenceTracking.cleanCheckpoints", "false",
            "Whether the files of a checkpoint are deleted when the application cannot use its data set any more.");
    /** How long jobs of a stopping bundle may go on. */
    public static final ConfigKey<Duration> DRAIN_TIMEOUT = ConfigKey.time("kindling.bundle.drainTimeout", "5s", "0s", "1h",
            "How long the jobs of an application bundle may go on when it is stopped; then they fail.");

    /** Whether broadcasts are compressed. */
    public static final ConfigKey<Boolean> BROADCAST_COMPRESS = ConfigKey.flag("kindling.broadcast.compress", "true",
            "Whether broadcasts and added files are compressed on their way to executors and where these keep them.");
    /** Whether checkpoints are compressed. */
    public static final ConfigKey<Boolean> CHECKPOINT_COMPRESS = ConfigKey.flag("kindling.checkpoint.compress", "false",
            "Whether the files of checkpoints are compressed; they say themselves with what.");
    /** Whether files with data are encrypted. */
    public static final ConfigKey<Boolean> ENCRYPTION = ConfigKey.flag("kindling.io.encryption.enabled", "false",
            "Whether what the application's processes write of its data to their local directories is encrypted: map outputs, spills, kept blocks, results, broadcasts. "
            + "Not what it saves or checkpoints, nor added files.");
    /** With what key. */
    public static final ConfigKey<Integer> ENCRYPTION_KEY_BITS = ConfigKey.integer("kindling.io.encryption.keySizeBits", "128", 128, 256,
            "How long the key for that is: 128, 192 or 256.");

    /** All of them. */
    public static final List<ConfigKey<?>> ALL = List.of(MASTER, APP_NAME, JARS, FILES, PYTHON_FILES, TRANSPORT, HOST, BIND_ADDRESS, PORT, PORT_RETRIES,
            MAX_RESULT_SIZE, DRIVER_MEMORY, DRIVER_TIMEOUT, EXECUTOR_MEMORY, MEMORY_OVERHEAD, EXECUTOR_CORES, EXECUTOR_INSTANCES, CORES_MAX, JAVA_OPTIONS,
            HEARTBEAT_INTERVAL, NETWORK_TIMEOUT, REGISTRATION_TIMEOUT, LAUNCH_FAILURES, LOCAL_DIR, TASK_FAILURES, STAGE_ATTEMPTS,
            SHUFFLE_SERVICE, SHUFFLE_SERVICE_TIMEOUT, TASK_CPUS, UNSCHEDULABLE, TASK_QUEUE, SPECULATION, SPECULATION_INTERVAL, SPECULATION_MULTIPLIER, SPECULATION_QUANTILE,
            SPECULATION_LEAST, PARALLELISM, TAKE_FIRST, TAKE_FACTOR, DRAIN_TIMEOUT,
            IGNORE_CORRUPT_FILES, IGNORE_MISSING_FILES, IGNORE_EMPTY_SPLITS, PARALLEL_LISTING,
            CHECKPOINT_DIR, CLEAN_CHECKPOINTS,
            SerializerKeys.SERIALIZER, SerializerKeys.KRYO_REGISTRATOR, SerializerKeys.KRYO_CLASSES, SerializerKeys.KRYO_REGISTRATION,
            SerializerKeys.KRYO_REFERENCES, SerializerKeys.KRYO_UNSAFE, SerializerKeys.KRYO_BUFFER, SerializerKeys.KRYO_BUFFER_MAX, BROADCAST_COMPRESS,
            CHECKPOINT_COMPRESS, ENCRYPTION, ENCRYPTION_KEY_BITS);

    private DriverKeys() {
    }
}
