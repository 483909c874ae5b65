package io.kindling.driver.control;

import io.kindling.api.JavaStatusTracker;
import io.kindling.api.KindlingException;
import io.kindling.api.spi.CurrentTask;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.common.AgentRunner;
import io.kindling.common.RddId;
import io.kindling.driver.config.DriverKeys;
import io.kindling.driver.code.ApplicationCode;
import io.kindling.driver.code.CodeLease;
import io.kindling.plan.JobPlan;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Sink;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outside of one application's control: enqueues for its agent, and waits where the caller wants to. Thread-safe. */
public final class ApplicationControl implements JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationControl.class);

    private final ControlSetup setup;
    private final Entrance entrance;
    private final ControlInbox inbox;
    private final ControlState state;
    private final DriverAgent agent;
    private final AgentRunner runner;
    private final Questions questions;
    private final ClusterControl cluster;
    private final ControlReport report;
    private final AsyncJobs async;
    private final LocalProperties properties = new LocalProperties();
    private volatile Consumer<RddNode> afterJob = node -> { };
    private volatile String refusal;

    /** Starts the agent, and opens the entrance. */
    public ApplicationControl(final ControlAssembly assembly) {
        setup = assembly.setup();
        entrance = assembly.entrance();
        inbox = entrance.inbox();
        state = assembly.assemble();
        agent = new DriverAgent(inbox, setup.clock(), state, setup.planner());
        questions = new Questions(setup.application(), inbox);
        cluster = new ClusterControl(inbox, questions, state, DriverKeys.APP_NAME.read(setup.configuration()));
        report = new ControlReport(inbox, questions, state, assembly.entrance().artifacts());
        async = new AsyncJobs(setup.application(), inbox, agent, state.jobs(), entrance.artifacts().code());
        runner = new AgentRunner(agent, inbox.queue(), this::onError).start();
        assembly.entrance().open(agent);
    }

    /** The application's ties to its clusters. */
    public ClusterControl cluster() {
        return cluster;
    }

    /** The application's code. */
    public ApplicationCode code() {
        return entrance.artifacts().code();
    }

    /** Jobs that nobody waits for. */
    public AsyncJobs async() {
        return async;
    }

    /** What the application's threads say of their jobs. */
    public LocalProperties properties() {
        return properties;
    }

    /** Ends jobs. */
    public JobCanceller canceller() {
        return new JobCanceller(questions, state, agent);
    }

    /** Tells the application how far its jobs are. */
    public JavaStatusTracker tracker() {
        return new StatusTracker(questions, state);
    }

    /** What is told of the application. */
    public ControlReport report() {
        return report;
    }

    /** Executors may forget a data set. */
    public void unpersist(final RddId rdd) {
        inbox.post(() -> agent.onUnpersist(rdd));
    }

    /** The slots of the executors that there are; waits for the first for a while. */
    public int slots(final long waitMillis) {
        try {
            if (!inbox.isOwner() && !state.executors().firstGrant().await(waitMillis, TimeUnit.MILLISECONDS)) {
                LOG.debug("No executor yet [application={}]", setup.application());
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return state.executors().slots();
    }

    /** How many jobs have not ended. */
    public int activeJobs() {
        return state.jobs().active();
    }

    /** Why new jobs are refused; null if they are not. */
    public String refusal() {
        return refusal;
    }

    /** From now on every new job is refused with this text. */
    public void refuse(final String reason) {
        refusal = reason;
    }

    @Override
    public List<byte[]> run(final RddNode node, final Sink sink, final List<Integer> partitions, final String operation) {
        final String name = properties.named(operation);
        mayWait(name);
        final List<byte[]> results;
        try (CodeLease code = entrance.artifacts().code().lease()) {
            results = run(code.plan(node, sink, name), new JobRequest(state.jobs().newId(), name, partitions, properties.current()));
        } finally {
            Reference.reachabilityFence(node);
        }
        afterJob.accept(node);
        return results;
    }

    /** Says what is done when a job that somebody waits for has succeeded, on his thread: gets what the job was of. Before the first job. */
    public void afterJob(final Consumer<RddNode> then) {
        afterJob = then;
    }

    /** The application's configuration, checked. */
    public Map<String, String> configuration() {
        return setup.configuration();
    }

    /** Its id. */
    public String application() {
        return setup.application().value();
    }

    private List<byte[]> run(final JobPlan plan, final JobRequest request) {
        final JobHandle handle = new JobHandle(request, PartitionListener.NONE);
        if (!inbox.post(() -> agent.onSubmit(plan, handle))) {
            throw new KindlingException(request.name() + " cannot run: " + (refusal == null ? "the driver does not answer" : refusal));
        }
        try {
            return handle.await(() -> !inbox.isClosed());
        } catch (final InterruptedException e) {
            inbox.post(() -> agent.onCancel(request.id(), "the thread that waited for it was interrupted"));
            Thread.currentThread().interrupt();
            throw new KindlingException(request.name() + " was cancelled: the thread that waited for it was interrupted", e);
        }
    }

    /**
     * Begins a job; see {@link AsyncJobs#begin}.
     *
     * @throws KindlingException if it cannot run here and now
     */
    public int begin(final AsyncJob job, final IntConsumer numbered, final AsyncEnd end) {
        mayRun(job.name());
        return async.begin(job, numbered, end);
    }

    /**
     * Ends all jobs and the agent. Takes a few seconds at the most.
     *
     * @return the sessions with clusters, for the caller to close
     */
    public List<ClusterSession> shutdown(final String reason) {
        refuse(reason);
        final List<ClusterSession> sessions = questions.ask(() -> agent.onShutdown(reason), List.of());
        runner.close();
        async.close();
        return sessions;
    }

    private void mayWait(final String name) {
        mayRun(name);
        if (inbox.isOwner()) {
            throw new KindlingException(name + " cannot run on the driver's own thread, since the job needs it: a listener must return at once");
        }
    }

    private void mayRun(final String name) {
        if (refusal != null) {
            throw new KindlingException(name + " cannot run: " + refusal);
        }
        CurrentTask.refuse(name);
    }

    private void onError(final Throwable error) {
        LOG.error("The driver's agent failed [application={}]", setup.application(), error);
        agent.onError(error);
    }
}
