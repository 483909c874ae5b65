package io.kindling.driver.control;

import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingException;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.common.Agent;
import io.kindling.common.Clock;
import io.kindling.common.ExecutorId;
import io.kindling.common.JobId;
import io.kindling.common.LogLevel;
import io.kindling.common.RddId;
import io.kindling.common.ShuffleId;
import io.kindling.plan.JobPlan;
import io.kindling.plan.JobPlanner;
import io.kindling.plan.UnreachableShuffle;
import io.kindling.protocol.message.BlockReport;
import io.kindling.protocol.message.OutputsTaken;
import io.kindling.protocol.message.RegisterExecutor;
import io.kindling.protocol.message.ResultChunk;
import io.kindling.protocol.message.SetLogLevel;
import io.kindling.protocol.message.Shutdown;
import io.kindling.protocol.message.StatusUpdates;
import io.kindling.protocol.message.TaskMetrics;
import io.kindling.protocol.message.TaskStatus;
import io.kindling.scheduler.api.SchedulerCommand;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.StageAttempt;
import io.kindling.scheduler.api.TaskEndReason;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The one writer of an application's control state. Every method but {@link #doWork} is a command that the inbox brings. */
final class DriverAgent implements Agent, ExecutorChannel.Receiver {

    private static final int BATCH = 512;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** How often the scheduler looks at the time while jobs run. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** A gap between two turns that only a process that was stopped has. */
    private static final long ASLEEP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ControlInbox inbox;
    private final Clock clock;
    private final ControlState state;
    private final JobPlanner planner;
    private final WaitingNotice waiting;
    private final Replicas replicas;
    private long lastTickNanos;
    private long lastLookNanos;
    private long lastSweepNanos;
    private String ended;
    /** Null as long as executors have their own. */
    private LogLevel logLevel;

    DriverAgent(final ControlInbox inbox, final Clock clock, final ControlState state, final JobPlanner planner) {
        this.inbox = inbox;
        this.clock = clock;
        this.state = state;
        this.planner = planner;
        waiting = new WaitingNotice(clock, state.executors(), state.jobs(), state.progress());
        replicas = new Replicas(state.cached(), state.executors(), state.delivery());
        lastTickNanos = clock.nanoTime();
        lastSweepNanos = lastTickNanos;
        lastLookNanos = lastTickNanos;
    }

    @Override
    public String roleName() {
        return "driver-" + state.progress().application();
    }

    @Override
    public void onStart() {
        inbox.own();
    }

    @Override
    public int doWork() {
        final long now = clock.nanoTime();
        if (now - lastTickNanos > ASLEEP_NANOS) {
            state.admission().liveness().forgive(now - lastTickNanos);
            lastTickNanos = now - TICK_NANOS;
        }
        final int done = inbox.drain(BATCH);
        if (now - lastTickNanos >= TICK_NANOS) {
            lastTickNanos = now;
            state.claims().onTick();
            state.lifecycle().onTick();
            state.results().onTick(state.scheduler()::on);
            look(now);
            state.delivery().flush();
            state.progress().flush();
            waiting.onTick();
        } else if (now - lastLookNanos >= LOOK_NANOS && state.jobs().active() > 0) {
            look(now);
        }
        if (now - lastSweepNanos >= SWEEP_NANOS) {
            lastSweepNanos = now;
            sweep();
        }
        return done;
    }

    private void look(final long nowNanos) {
        lastLookNanos = nowNanos;
        state.scheduler().on(new SchedulerEvent.Tick());
    }

    @Override
    public void onClose() {
        inbox.close();
        inbox.drain(Integer.MAX_VALUE);
        state.jobs().failAll("The context has been closed");
    }

    void onSubmit(final JobPlan plan, final JobHandle handle) {
        final String refusal = state.jobs().refused().reason(handle.request());
        if (ended != null) {
            handle.fail(new KindlingException(handle.request().name() + " cannot run: " + ended)); // its caller had begun before the end
        } else if (refusal != null) {
            handle.fail(new JobFailedException("The job was cancelled: " + refusal, null));
        } else {
            state.scheduler().on(state.jobs().add(plan, handle));
        }
    }

    void onCancel(final int job, final String reason) {
        onCancel(state.jobs().find(job), reason);
    }

    /** @param job null for one that has ended */
    void onCancel(final JobId job, final String reason) {
        if (job != null) {
            state.scheduler().on(new SchedulerEvent.JobCancelled(job, reason));
        }
    }

    /** An attempt is to end and run again; false if it is not under way. How it ends comes as of any other. */
    boolean onKill(final long task, final String reason) {
        final ExecutorId executor = state.scheduler().executorOf(task);
        if (executor != null) {
            state.delivery().kill(new SchedulerCommand.KillTasks(executor, List.of(task), reason));
        }
        return executor != null;
    }

    void onLogLevel(final LogLevel level) {
        logLevel = level;
        for (final ExecutorRecord executor : state.executors().all()) {
            if (executor.isReachable()) {
                state.delivery().send(executor, new SetLogLevel(level.label()));
            }
        }
    }

    void onUnpersist(final RddId rdd) {
        state.delivery().release(List.of(), List.of(rdd.value()));
    }

    /** Something that the agent did failed: the state may be wrong, so nobody may go on waiting for it. */
    void onError(final Throwable error) {
        state.jobs().failAll("The driver failed inside: " + error + "; please report this with the log").forEach(state.scheduler()::on);
    }

    /** Ends all jobs, tells the executors, and gives the sessions away. */
    List<ClusterSession> onShutdown(final String reason) {
        ended = reason;
        state.jobs().failAll(reason).forEach(state.scheduler()::on);
        for (final ExecutorRecord executor : state.executors().all()) {
            if (executor.connection() != null) {
                state.delivery().send(executor, new Shutdown(reason));
            }
        }
        state.lifecycle().onShutdown(reason);
        final List<ClusterSession> sessions = state.claims().takeAll();
        state.events().ended(reason);
        return sessions;
    }

    @Override
    public void onRegister(final ExecutorId executor, final Connection connection, final Frame request, final RegisterExecutor message) {
        state.registration().onRegister(executor, connection, request, message);
        final ExecutorRecord record = state.executors().find(executor);
        if (logLevel != null && record != null && record.connection() == connection) {
            state.delivery().send(record, new SetLogLevel(logLevel.label()));
        }
    }

    @Override
    public void onStatus(final ExecutorId executor, final Connection connection, final StatusUpdates message) {
        final ExecutorRecord record = state.executors().find(executor);
        if (record == null || record.connection() != connection) {
            // Fenced: whoever sends this has been given up, and is told so by the end of its connection.
            connection.close();
            return;
        }
        final List<SchedulerEvent.TaskEnded> ends = new ArrayList<>(message.updates().size());
        for (final TaskStatus update : message.updates()) {
            if (update instanceof TaskStatus.Kept kept) {
                cost(executor, kept.task(), kept.metrics());
                state.results().add(executor, kept, state.scheduler()::on);
                continue;
            }
            if (update instanceof TaskStatus.Succeeded success) {
                cost(executor, success.task(), success.metrics());
            }
            ends.add(new SchedulerEvent.TaskEnded(executor, update.task(), reason(update),
                    update instanceof TaskStatus.Succeeded success ? success.metrics().runNanos() : -1));
        }
        state.scheduler().on(new SchedulerEvent.TasksEnded(ends));
    }

    /** Before the scheduler hears of the end: its last task may end the stage. */
    private void cost(final ExecutorId executor, final long task, final TaskMetrics metrics) {
        final StageAttempt stage = state.scheduler().stageOf(executor, task);
        if (stage != null) {
            state.stageLog().cost(stage, metrics);
        }
    }

    @Override
    public void onOutputsTaken(final ExecutorId executor, final Connection connection, final OutputsTaken message) {
        final ExecutorRecord record = state.executors().find(executor);
        if (record == null || record.connection() != connection) {
            connection.close(); // fenced, as in onStatus
            return;
        }
        state.scheduler().on(TaskDelivery.moved(executor, message));
    }

    @Override
    public void onResult(final ExecutorId executor, final Connection connection, final ResultChunk message) {
        final ExecutorRecord record = state.executors().find(executor);
        if (record != null && record.connection() == connection) {
            state.results().onChunk(executor, message, state.scheduler()::on);
        }
    }

    @Override
    public void onBlocks(final ExecutorId executor, final Connection connection, final BlockReport message) {
        final ExecutorRecord record = state.executors().find(executor);
        if (record == null || record.connection() != connection) {
            connection.close(); // fenced, as in onStatus
            return;
        }
        replicas.onReport(record, message);
    }

    @Override
    public void onFindKeepers(final ExecutorId executor, final Connection connection, final Frame request) {
        replicas.onFind(executor, connection, request);
    }

    @Override
    public void onDisconnected(final ExecutorId executor, final Connection connection, final Throwable cause) {
        final ExecutorRecord record = state.executors().find(executor);
        if (record != null && record.connection() == connection && record.isReachable()) {
            state.lifecycle().onDisconnected(record);
        }
    }

    private void sweep() {
        replicas.restore();
        state.shared().sweep();
        final List<Integer> codes = planner.takeRetired();
        final List<Integer> sessions = state.shared().takeEndedSessions();
        if (!codes.isEmpty() || !sessions.isEmpty()) {
            state.delivery().releaseCode(codes, sessions);
        }
        final List<UnreachableShuffle> shuffles = planner.takeUnreachable();
        final List<RddId> rdds = state.cached().takeUnreachable();
        if (shuffles.isEmpty() && rdds.isEmpty()) {
            return;
        }
        for (final UnreachableShuffle gone : shuffles) {
            state.scheduler().on(new SchedulerEvent.ShuffleReleased(gone.shuffle()));
            state.delivery().retire(gone.stage());
            state.jobs().retire(gone.stage());
        }
        state.delivery().release(shuffles.stream().map(gone -> gone.shuffle().value()).toList(), rdds.stream().map(RddId::value).toList());
    }

    private static TaskEndReason reason(final TaskStatus update) {
        if (update instanceof TaskStatus.Succeeded succeeded) {
            return new TaskEndReason.Success(succeeded.result(), succeeded.updates());
        } else if (update instanceof TaskStatus.Failed failed) {
            return new TaskEndReason.ExceptionFailure(failed.summary(), failed.exception(), failed.fatal());
        } else if (update instanceof TaskStatus.FetchFailed fetch && fetch.shuffle() >= 0 && fetch.executor() >= 0) {
            return new TaskEndReason.FetchFailed(new ShuffleId(fetch.shuffle()), fetch.map(), new ExecutorId(fetch.executor()), fetch.epoch(), fetch.reason());
        } else if (update instanceof TaskStatus.FetchFailed fetch) {
            return new TaskEndReason.ExceptionFailure(fetch.reason(), null, false);
        }
        return new TaskEndReason.Killed();
    }
}
