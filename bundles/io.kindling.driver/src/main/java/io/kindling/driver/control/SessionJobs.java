package io.kindling.driver.control;

import io.kindling.api.JavaStatusTracker;
import io.kindling.api.KindlingException;
import io.kindling.api.spi.CurrentTask;
import io.kindling.common.RddId;
import io.kindling.driver.code.ApplicationCode;
import io.kindling.driver.code.CodeLease;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Sink;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** The jobs of one session of an application: they run on its code, with the properties that its threads have set in it. Thread-safe. */
public final class SessionJobs implements JobRunner {

    private final ApplicationControl control;
    private final int session;
    private final ApplicationCode code;
    private final LocalProperties properties;
    private volatile Consumer<RddNode> afterJob = node -> { };
    private volatile String ended;

    SessionJobs(final ApplicationControl control, final int session, final ApplicationCode code) {
        this.control = control;
        this.session = session;
        this.code = code;
        properties = new LocalProperties(session);
    }

    /** The session's code. */
    public ApplicationCode code() {
        return code;
    }

    /** What the application's threads say of their jobs in this session. */
    public LocalProperties properties() {
        return properties;
    }

    /** Says what is done when a job that somebody waits for has succeeded, on his thread: gets what the job was of. Before the first job. */
    public void afterJob(final Consumer<RddNode> then) {
        afterJob = then;
    }

    @Override
    public List<byte[]> run(final RddNode node, final Sink sink, final List<Integer> partitions, final String operation) {
        final String name = properties.named(operation);
        mayRun(name);
        if (control.isAgent()) {
            throw new KindlingException(name + " cannot run on the driver's own thread, since the job needs it: a listener must return at once");
        }
        final List<byte[]> results;
        try (CodeLease lease = code.lease()) {
            results = control.run(lease.plan(node, sink, name), new JobRequest(control.newJob(), name, partitions, properties.ofJobs()));
        } finally {
            Reference.reachabilityFence(node);
        }
        afterJob.accept(node);
        return results;
    }

    /**
     * Begins a job that nobody waits for; returns its number as soon as it is planned.
     *
     * @param numbered is told that number before the job can end, on the calling thread
     * @throws KindlingException if it cannot run here and now; {@code end} is not told then
     */
    public int begin(final AsyncJob job, final IntConsumer numbered, final AsyncEnd end) {
        mayRun(job.name());
        return control.async().begin(code, job, numbered, end);
    }

    /** Where what asynchronous jobs bring is looked at. */
    public AsyncJobs async() {
        return control.async();
    }

    private void mayRun(final String name) {
        final String refusal = control.refusal() == null ? ended : control.refusal();
        if (refusal != null) {
            throw new KindlingException(name + " cannot run: " + refusal);
        }
        CurrentTask.refuse(name);
    }

    /** The session ends: what it runs fails with the reason, and it runs nothing any more. */
    public void end(final String reason) {
        ended = reason;
        canceller().session(reason);
    }

    /** Ends jobs. */
    public JobCanceller canceller() {
        return control.canceller(session);
    }

    /** Tells the application how far its jobs are. */
    public JavaStatusTracker tracker() {
        return control.tracker(session);
    }

    /** Executors may forget a data set. */
    public void unpersist(final RddId rdd) {
        control.unpersist(rdd);
    }

    /** The application's configuration, checked. */
    public Map<String, String> configuration() {
        return control.configuration();
    }

    /** The application's id. */
    public String application() {
        return control.application();
    }
}
