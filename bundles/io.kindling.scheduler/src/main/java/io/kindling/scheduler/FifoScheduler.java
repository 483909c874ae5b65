package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.scheduler.api.Scheduler;
import io.kindling.scheduler.api.SchedulerCommand;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.SchedulerSettings;
import io.kindling.scheduler.api.SchedulerSnapshot;
import io.kindling.scheduler.api.StageAttempt;
import io.kindling.scheduler.api.SchedulingConstraint;
import io.kindling.scheduler.api.SchedulingPolicy;
import java.util.List;

/** Takes events and hands them to the type that owns the rule; then plans, fills free slots and lets go of what is over. */
final class FifoScheduler implements Scheduler {

    private final SchedulerState state;
    private final JobLifecycle jobs;
    private final StageLifecycle stages;
    private final TaskEndings endings;
    private final DemandPlanner planner;
    private final Dispatcher dispatcher;
    private final Starvation starvation;
    private final Drains drains;
    private final LeftOutputs left;
    private final Custodians custodians;
    private final Lookahead lookahead;
    private final Speculator speculator;

    FifoScheduler(final SchedulerSettings settings, final SchedulingPolicy policy, final List<SchedulingConstraint> constraints) {
        state = SchedulerState.create(settings);
        final FailureReports reports = new FailureReports(settings);
        final Progress progress = new Progress(state.outbox());
        jobs = new JobLifecycle(state, reports, progress);
        stages = new StageLifecycle(state, jobs, progress);
        lookahead = new Lookahead(state.executors(), state.outbox(), settings.aheadNanos());
        left = new LeftOutputs(state, stages);
        endings = new TaskEndings(state, stages, reports, lookahead, left);
        planner = new DemandPlanner(state, stages, new Rollback(state, stages, jobs, reports), progress);
        dispatcher = new Dispatcher(state, new Placement(state.executors(), policy, constraints), stages, reports, lookahead);
        drains = new Drains(state, new HandOver(state, stages), left);
        custodians = new Custodians(state, drains);
        starvation = new Starvation(state, jobs, reports);
        speculator = new Speculator(state);
    }

    @Override
    public List<SchedulerCommand> onEvent(final SchedulerEvent event, final long nowNanos) {
        handle(event, nowNanos);
        settle(nowNanos);
        starvation.observe(nowNanos);
        settle(nowNanos);
        jobs.retireUnneeded();
        drains.settle(nowNanos);
        return state.outbox().take();
    }

    private void settle(final long nowNanos) {
        planner.plan();
        do {
            state.outbox().flushKills();
            dispatcher.dispatch(nowNanos);
        } while (planner.plan());
        state.outbox().flushKills();
    }

    private void handle(final SchedulerEvent event, final long nowNanos) {
        if (event instanceof SchedulerEvent.TaskEnded ended) {
            onEnded(ended, nowNanos);
        } else if (event instanceof SchedulerEvent.TasksEnded all) {
            for (final SchedulerEvent.TaskEnded ended : all.ends()) {
                onEnded(ended, nowNanos);
                planner.plan(); // the next one may be of a stage that nobody wants since this one
            }
        } else if (event instanceof SchedulerEvent.Tick) {
            starvation.onTick(nowNanos);
            drains.onTick(nowNanos);
            left.onTick(nowNanos);
            custodians.onTick();
            lookahead.onTick(nowNanos);
            speculator.onTick(planner.wanted(), nowNanos);
        } else if (event instanceof SchedulerEvent.JobSubmitted submitted) {
            jobs.onSubmitted(submitted, nowNanos);
        } else if (event instanceof SchedulerEvent.JobCancelled cancelled) {
            jobs.onCancelled(cancelled);
        } else if (event instanceof SchedulerEvent.ShuffleReleased released) {
            jobs.onReleased(released.shuffle());
        } else if (event instanceof SchedulerEvent.ClusterFailed failed) {
            starvation.onClusterFailed(failed.reason());
        } else if (event instanceof SchedulerEvent.ClusterChanged) {
            starvation.onClusterServes();
        } else if (event instanceof SchedulerEvent.OutputsMoved moved) {
            drains.onMoved(moved, nowNanos);
        } else {
            handleExecutor(event, nowNanos);
        }
    }

    private void onEnded(final SchedulerEvent.TaskEnded ended, final long nowNanos) {
        endings.onEnded(ended, nowNanos);
        drains.onEnded(ended.executor());
    }

    private void handleExecutor(final SchedulerEvent event, final long nowNanos) {
        if (event instanceof SchedulerEvent.ExecutorRegistered registered) {
            state.executors().register(registered.executor(), registered.host(), registered.slots(), registered.outputs());
            onThere(registered.executor());
            if (registered.slots() > 0) {
                starvation.onClusterServes();
            }
        } else if (event instanceof SchedulerEvent.ExecutorSuspected suspected) {
            state.executors().suspect(suspected.executor());
        } else if (event instanceof SchedulerEvent.ExecutorTrusted trusted) {
            state.executors().trust(trusted.executor());
            onThere(trusted.executor());
        } else if (event instanceof SchedulerEvent.ExecutorLost lost) {
            final ExecutorEntry entry = state.executors().lose(lost.executor());
            drains.onLost(lost.executor());
            if (entry != null) {
                left.leave(entry, nowNanos);
                endings.lost(entry, lost.counts(), lost.cause());
                state.outputs().forgetOwners(executor -> state.executors().find(executor) != null);
            }
        } else if (event instanceof SchedulerEvent.ExecutorDraining draining) {
            final ExecutorEntry entry = drains.onDraining(draining.executor(), draining.leavesPlace());
            if (entry != null) {
                lookahead.takeBack(entry);
            }
        } else {
            throw new IllegalArgumentException("The scheduler does not know the event " + event);
        }
    }

    private void onThere(final ExecutorId executor) {
        final ExecutorEntry entry = state.executors().find(executor);
        if (entry != null) {
            left.onThere(entry);
            custodians.onThere(entry);
        }
    }

    @Override
    public ExecutorId executorOf(final long task) {
        return state.executors().all().stream().filter(entry -> entry.attempts().stream().anyMatch(attempt -> attempt.id() == task)).map(ExecutorEntry::id).findFirst().orElse(null);
    }

    @Override
    public StageAttempt stageOf(final ExecutorId executor, final long task) {
        final ExecutorEntry entry = state.executors().find(executor);
        final Attempt attempt = entry == null ? null : entry.find(task);
        return attempt == null ? null : new StageAttempt(attempt.run().node().id(), attempt.stageAttempt());
    }

    @Override
    public SchedulerSnapshot snapshot() {
        return new SchedulerSnapshot(state.jobs().active().stream().map(Job::id).toList(), state.executors().views(),
                state.ready().stages().stream().mapToInt(run -> run.pending().count()).sum(),
                state.executors().underWay());
    }
}
