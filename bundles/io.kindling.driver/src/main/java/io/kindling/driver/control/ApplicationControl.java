package io.kindling.driver.control;

import io.kindling.api.JavaStatusTracker;
import io.kindling.api.KindlingException;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.common.AgentRunner;
import io.kindling.common.LogLevel;
import io.kindling.common.RddId;
import io.kindling.driver.config.DriverKeys;
import io.kindling.driver.code.ApplicationCode;
import io.kindling.plan.JobPlan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outside of one application's control, which its sessions share: enqueues for its agent. Thread-safe. */
public final class ApplicationControl {

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
        async = new AsyncJobs(setup.application(), inbox, agent, state.jobs());
        runner = new AgentRunner(agent, inbox.queue(), this::onError).start();
        assembly.entrance().open(agent);
    }

    /** The application's ties to its clusters. */
    public ClusterControl cluster() {
        return cluster;
    }

    /**
     * The jobs of a session.
     *
     * @param number the application's own context is 0
     */
    public SessionJobs session(final int number, final ApplicationCode code) {
        return new SessionJobs(this, number, code);
    }

    /** Jobs that nobody waits for. */
    AsyncJobs async() {
        return async;
    }

    /** Ends jobs, of whatever session. */
    public JobCanceller canceller() {
        return canceller(0);
    }

    JobCanceller canceller(final int session) {
        return new JobCanceller(questions, state, agent, session);
    }

    JavaStatusTracker tracker(final int session) {
        return new StatusTracker(questions, state, session);
    }

    /** What is told of the application. */
    public ControlReport report() {
        return report;
    }

    /** Executors may forget a data set. */
    public void unpersist(final RddId rdd) {
        inbox.post(() -> agent.onUnpersist(rdd));
    }

    /** What the logs of executors tell from now on. */
    public void logLevel(final LogLevel level) {
        inbox.post(() -> agent.onLogLevel(level));
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

    /** The application's configuration, checked. */
    public Map<String, String> configuration() {
        return setup.configuration();
    }

    /** Its id. */
    public String application() {
        return setup.application().value();
    }

    /** A number for a new job. */
    int newJob() {
        return state.jobs().newId();
    }

    /** Runs a job and waits for it. */
    List<byte[]> run(final JobPlan plan, final JobRequest request) {
        final JobHandle handle = new JobHandle(request, PartitionListener.NONE);
        if (!inbox.post(() -> agent.onSubmit(plan, handle))) {
            throw new KindlingException(request.name() + " cannot run: " + (refusal == null ? inbox.whyNotTaken() : refusal));
        }
        try {
            return handle.await(() -> !inbox.isClosed());
        } catch (final InterruptedException e) {
            inbox.post(() -> agent.onCancel(request.id(), "the thread that waited for it was interrupted"));
            Thread.currentThread().interrupt();
            throw new KindlingException(request.name() + " was cancelled: the thread that waited for it was interrupted", e);
        }
    }

    /** Whether the calling thread is the agent's, which must not wait for jobs. */
    boolean isAgent() {
        return inbox.isOwner();
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

    private void onError(final Throwable error) {
        LOG.error("The driver's agent failed [application={}]", setup.application(), error);
        agent.onError(error);
    }
}
