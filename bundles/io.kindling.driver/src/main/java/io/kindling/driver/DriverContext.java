package io.kindling.driver;

import io.kindling.api.KindlingConf;
import io.kindling.api.RemoteOperation;
import io.kindling.api.admin.ApplicationStatus;
import io.kindling.api.admin.ClusterStatus;
import io.kindling.api.spi.ContextBackend;
import io.kindling.common.ApplicationId;
import io.kindling.common.LogLevel;
import io.kindling.driver.config.DriverKeys;
import io.kindling.driver.control.ApplicationControl;
import io.kindling.driver.control.ControlReport;
import io.kindling.driver.shared.SharedState;
import io.kindling.transport.api.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One context: a session of an application, and how it and the application end: that with its first one. Thread-safe. */
final class DriverContext extends SessionContext {

    private static final Logger LOG = LoggerFactory.getLogger(DriverContext.class);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Identity identity;
    private final Map<String, String> configuration;
    private final ApplicationControl control;
    private final ClusterMove move;
    private final ServedCalls calls;
    private final Consumer<String> end;
    private final CloseHooks hooks = new CloseHooks();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param end ends everything that was started for it, for a reason; called once */
    DriverContext(final Identity identity, final Map<String, String> configuration, final ApplicationControl control, final ClusterMove move,
                  final Session session, final ServedCalls calls, final Consumer<String> end) {
        super(session, identity.shared());
        this.identity = identity;
        this.configuration = configuration;
        this.control = control;
        this.move = move;
        this.calls = calls;
        this.end = end;
    }

    @Override
    public String applicationId() {
        return identity.application().value();
    }

    @Override
    public long startTime() {
        return identity.started().toEpochMilli();
    }

    @Override
    public String version() {
        return identity.version();
    }

    @Override
    public ContextBackend newSession() {
        return session().all().open();
    }

    @Override
    public KindlingConf conf() {
        return new KindlingConf(false).setAll(configuration).setMaster(cluster().masterUrl());
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
    public void setLogLevel(final String level) {
        final LogLevel wanted = LogLevel.parse(level);
        if (!wanted.applyTo(LoggerFactory.getILoggerFactory())) {
            LOG.warn("The log of this process is not ours to set: its container or its program does that; executors get the level {}", wanted.label());
        }
        control.logLevel(wanted);
    }

    @Override
    public void addJar(final String path) {
        if (session().code().addJar(path)) {
            control.report().codeChanged(path, "added");
        }
    }

    @Override
    public void removeJar(final String name) {
        session().code().removeJar(name);
        control.report().codeChanged(name, "removed");
    }

    @Override
    public void updateJar(final String path) {
        if (session().code().updateJar(path)) {
            control.report().codeChanged(path, "updated");
        }
    }

    @Override
    public void addBundle(final String symbolicName) {
        if (session().code().addBundle(identity.owner().find(symbolicName))) {
            control.report().codeChanged(symbolicName, "added");
        }
    }

    @Override
    public Path serve(final String name, final RemoteOperation operation) {
        return calls.serve(name, operation);
    }

    @Override
    public void onClose(final Runnable hook) {
        hooks.add(hook);
    }

    @Override
    public void close() {
        close(session().number() == 0 ? "The context has been closed" : "Session " + session().number() + " of the application has been closed");
    }

    /** Ends the session, and the application with its first one; its jobs fail with the reason. A second call does nothing. */
    void close(final String reason) {
        if (closed.compareAndSet(false, true)) {
            if (session().number() == 0) {
                session().all().close(reason);
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
     * @param version     of the runtime
     * @param started     when
     * @param shared      what its tasks share
     */
    record Identity(ApplicationId application, Owner owner, Transport transport, String version, Instant started, SharedState shared) {
    }
}
