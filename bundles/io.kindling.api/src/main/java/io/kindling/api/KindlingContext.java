package io.kindling.api;

import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.CurrentTask;
import io.kindling.api.spi.Runtimes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An application's connection to its executors, and where its data sets begin. Thread-safe: jobs may be run from
 * several threads. Several contexts may live in one JVM, and an application may have several {@linkplain #newSession sessions}. Closing it ends its executors.
 */
public final class KindlingContext extends DeploymentContext implements AutoCloseable {

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

    /**
     * As {@link #KindlingContext(String, String)}, with JARs for the executors.
     *
     * @param home is not needed; there as in Spark
     */
    public KindlingContext(final String master, final String appName, final String home, final String... jars) {
        this(master, appName, jars.length == 0 ? new KindlingConf() : new KindlingConf().set(KindlingConf.JARS, String.join(",", jars)));
    }

    /** For implementers of the runtime. */
    public KindlingContext(final ContextBackend backend) {
        super(backend);
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
        return driver().applicationId();
    }

    /** The user whose process the driver is, by the call that Spark's Java users know. */
    public String sparkUser() {
        return System.getProperty("user.name");
    }

    /** When the application was started, in milliseconds since 1970. */
    public Long startTime() {
        return driver().startTime();
    }

    /** The version of the runtime that drives the application, which its executors have, too. */
    public String version() {
        return driver().version();
    }

    /**
     * Begins another session of the application: a context that shares the executors, their memory, the scheduler and the configuration with this
     * one, and has code of its own. It begins with the code that the application was started with; what {@link #addJar}, {@link #removeJar},
     * {@link #updateJar} and {@link #addBundle} change in one session no other one sees, so that two sessions can run two versions of one class at
     * the same time. Its own are also its job groups, tags, local properties and call sites, its checkpoint directory, the files of
     * {@link #addFile}, and its data sets: an action runs in the session in which its data set was made, whoever calls it. Sessions whose code is
     * what the application was started with share what executors keep and what shuffles wrote of it; others compute it for themselves.
     *
     * <p>Data sets of another session may be brought together with those of this one, by a union or a join, if this session has all code that the other
     * one has, by content; they then run on this session's code. Its broadcasts may be used under the same condition, and if their values consist of
     * classes that this session has. Otherwise the operation fails, names both sessions and says what is lacking. Accumulators may be used in every
     * session that has their class.
     *
     * <p>Closing a session ends its jobs, and its code goes from the driver and the executors; the application goes on. Closing the context that the
     * application was started with ends all sessions. {@link #moveTo}, {@link #requestTotalExecutors}, {@link #killExecutor}, {@link #serve},
     * {@link #cancelAllJobs} of that first context, and everything that is named by a number concern the whole application.
     *
     * @throws KindlingException if the application has ended
     */
    public KindlingContext newSession() {
        return new KindlingContext(driver().newSession());
    }

    /** Which session of the application this is: 0 for the context that the application was started with, then counting. */
    public int sessionId() {
        return driver().sessionId();
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

    /** The master URL of the cluster that the application is with: after {@link #moveTo} that of the other one. */
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
        return driver().serve(Objects.requireNonNull(name, "name is null"), Objects.requireNonNull(operation, "operation is null"));
    }

    /**
     * Says where {@link Rdd#checkpoint} writes, from now on: in a directory of its own below this one. All executors and the driver must see
     * the same files there. {@code kindling.checkpoint.dir} says it from the start.
     *
     * @throws KindlingException if it cannot be made
     */
    public void setCheckpointDir(final String directory) {
        driver().setCheckpointDir(directory);
    }

    /** Where checkpoints are written, if it has been said. */
    public Optional<String> getCheckpointDir() {
        return driver().checkpointDir();
    }

    /** The data sets that are to be kept, by {@link Rdd#persist} or {@link Rdd#cache}, by their numbers. */
    public Map<Integer, Rdd<?>> getPersistentRDDs() {
        return driver().persistentRdds();
    }

    /** What the executors keep of which data set, for those of which they keep anything. */
    public RddStorage[] getRddStorageInfo() {
        return driver().rddStorage();
    }

    /**
     * By executor, as {@code host:port}: how many bytes of its heap tasks and kept partitions may use together, and how many of them kept
     * partitions could still use, as it said when it last changed what it keeps.
     */
    public Map<String, Tuple2<Long, Long>> getExecutorMemoryStatus() {
        return driver().executorMemory();
    }

    /**
     * Has something done when the context is closed, whoever closes it, before its jobs and executors end. Those given last are done first, on the thread
     * that closes; they can run jobs, unless it is because the application's bundle stops. They should take a few seconds at the most. What one throws is
     * logged.
     *
     * @throws KindlingException if it has been closed
     */
    public void onClose(final Runnable hook) {
        driver().onClose(Objects.requireNonNull(hook, "hook is null"));
    }

    /** Ends the application and its executors; running jobs fail. Of a session, see {@link #newSession}, it ends that alone. A second call does nothing. */
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
}
