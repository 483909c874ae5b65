package io.kindling.driver.control;

import io.kindling.api.KindlingException;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.common.AgentRunner;
import io.kindling.common.RddId;
import io.kindling.driver.config.DriverKeys;
import io.kindling.plan.JobPlan;
import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Sink;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outside of one application's control: enqueues for its agent, and waits where the caller wants to. Thread-safe. */
public final class ApplicationControl implements JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationControl.class);
    private static final long ANSWER_SECONDS = 5;

    private final ControlSetup setup;
    private final ControlInbox inbox;
    private final ControlState state;
    private final DriverAgent agent;
    private final ClusterEvents events;
    private final AgentRunner runner;
    private volatile String refusal;

    /**
     * Starts the agent.
     *
     * @param entrance where executors come in; it is opened
     * @param specs    what starts them
     * @param tokens   what lets them in
     * @param progress who is told
     * @param helper   runs what may wait for the cluster
     */
    public ApplicationControl(final ControlSetup setup, final Entrance entrance, final LaunchSpecFactory specs, final EnrolmentTokens tokens,
                              final Progress progress, final Executor helper) {
        this.setup = setup;
        inbox = entrance.inbox();
        state = assemble(setup, entrance, specs, tokens, progress, helper);
        agent = new DriverAgent(inbox, setup.clock(), state, setup.planner());
        events = new ClusterEvents(inbox, state.lifecycle());
        runner = new AgentRunner(agent, inbox.queue(), this::onError).start();
        entrance.open(agent);
    }

    private static ControlState assemble(final ControlSetup setup, final Entrance entrance, final LaunchSpecFactory specs,
                                         final EnrolmentTokens tokens, final Progress progress, final Executor helper) {
        final ExecutorRegistry executors = new ExecutorRegistry();
        final JobRegistry jobs = new JobRegistry(progress, DriverKeys.MAX_RESULT_SIZE.read(setup.configuration()));
        final TaskDelivery delivery = new TaskDelivery(entrance.format(), executors, jobs, setup.cached());
        final SchedulerHost scheduler = new SchedulerHost(setup.scheduler(), setup.clock(), jobs, delivery);
        final Admission admission = new Admission(specs, tokens, entrance.liveness(),
                DriverKeys.REGISTRATION_TIMEOUT.read(setup.configuration()), DriverKeys.LAUNCH_FAILURES.read(setup.configuration()));
        final ExecutorLifecycle lifecycle = new ExecutorLifecycle(setup.clock(), executors, admission, scheduler, setup.cached(), progress);
        final ClusterBinding cluster = new ClusterBinding(entrance.inbox(), helper, progress::notice, lifecycle, setup.settings().target());
        lifecycle.bind(cluster);
        final Registration registration = new Registration(setup.clock(), entrance.format(), executors, admission, entrance.artifacts(),
                setup.configuration(), lifecycle);
        return new ControlState(executors, jobs, delivery, scheduler, setup.cached(), progress, admission, lifecycle, registration, cluster);
    }

    /** What the cluster tells; give it to the session that is opened. */
    public ClusterListener listener() {
        return events;
    }

    /** The session has been opened; from now on it belongs to the agent. */
    public void opened(final ClusterManager manager, final ClusterSession session) {
        inbox.post(() -> agent.onOpened(manager, session, events));
    }

    /** A cluster manager goes: if it is ours, waits a few seconds until its session is detached. */
    public void detach(final ClusterManager leaving) {
        ask(() -> {
            state.cluster().detach(leaving);
            return null;
        });
    }

    /** A cluster manager that accepts the application's master URL has come. */
    public void offer(final ClusterManager coming) {
        inbox.post(() -> state.cluster().offer(coming));
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

    /** From now on every new job is refused with this text. */
    public void refuse(final String reason) {
        refusal = reason;
    }

    @Override
    public List<byte[]> run(final RddNode node, final Sink sink, final List<Integer> partitions, final String name) {
        mayWait(name);
        final JobPlan plan = setup.planner().plan(node, sink, name);
        final JobHandle handle = new JobHandle(partitions);
        if (!inbox.post(() -> agent.onSubmit(plan, partitions, handle))) {
            throw new KindlingException(name + " cannot run: " + (refusal == null ? "the driver does not answer" : refusal));
        }
        try {
            return Arrays.asList(handle.await(() -> !inbox.isClosed()));
        } catch (final InterruptedException e) {
            inbox.post(() -> agent.onCancel(handle, "the thread that waited for it was interrupted"));
            Thread.currentThread().interrupt();
            throw new KindlingException(name + " was cancelled: the thread that waited for it was interrupted", e);
        } finally {
            Reference.reachabilityFence(node);
        }
    }

    /**
     * Ends all jobs and the agent. Takes a few seconds at the most.
     *
     * @return the session, for the caller to close; null if there is none
     */
    public ClusterSession shutdown(final String reason) {
        refuse(reason);
        final ClusterSession session = ask(() -> agent.onShutdown(reason));
        runner.close();
        return session;
    }

    private void mayWait(final String name) {
        if (refusal != null) {
            throw new KindlingException(name + " cannot run: " + refusal);
        }
        if (inbox.isOwner()) {
            throw new KindlingException(name + " cannot run on the driver's own thread, since the job needs it: a listener must return at once");
        }
        if (Thread.currentThread().getName().startsWith(TASK_THREADS)) {
            throw new KindlingException(name + " cannot run inside a task: data sets are used by the driver only; join or collect before");
        }
    }

    private <T> T ask(final Supplier<T> question) {
        if (inbox.isOwner()) {
            return question.get();
        }
        final CompletableFuture<T> answer = new CompletableFuture<>();
        final boolean asked = inbox.post(() -> {
            try {
                answer.complete(question.get());
            } catch (final RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        if (!asked) {
            return null;
        }
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final ExecutionException | TimeoutException e) {
            LOG.warn("The driver's agent did not answer [application={}]", setup.application(), e);
        }
        return null;
    }

    private void onError(final Throwable error) {
        LOG.error("The driver's agent failed [application={}]", setup.application(), error);
        agent.onError(error);
    }
}
