package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.common.ShuffleId;
import io.kindling.scheduler.api.SchedulerEvent.TaskEnded;
import io.kindling.scheduler.api.TaskEndReason;
import java.util.BitSet;
import java.util.Map;

/** What the end of a task attempt means. An attempt ends once: whatever comes after that finds nothing here. */
final class TaskEndings {

    private final SchedulerState state;
    private final StageLifecycle stages;
    private final FailureReports reports;
    private final Lookahead lookahead;
    private final LeftOutputs left;

    TaskEndings(final SchedulerState state, final StageLifecycle stages, final FailureReports reports, final Lookahead lookahead,
                final LeftOutputs left) {
        this.state = state;
        this.stages = stages;
        this.reports = reports;
        this.lookahead = lookahead;
        this.left = left;
    }

    void onEnded(final TaskEnded event, final long nowNanos) {
        final Attempt attempt = state.executors().vacate(event.executor(), event.task());
        if (attempt == null) {
            return;
        }
        final AttemptState before = attempt.state();
        final boolean wanted = before == AttemptState.RUNNING && !attempt.run().isOver();
        final TaskEndReason reason = event.reason();
        if (!(reason instanceof TaskEndReason.Killed || reason instanceof TaskEndReason.NeverStarted)) {
            lookahead.onEnded(attempt.executor(), nowNanos);
        }
        if (reason instanceof TaskEndReason.Success success) {
            attempt.become(AttemptState.SUCCEEDED);
            ranFor(attempt, event.runNanos(), nowNanos);
            succeeded(attempt, before, success);
        } else if (reason instanceof TaskEndReason.Killed) {
            attempt.become(AttemptState.KILLED);
            if (wanted && attempt.isRecalled()) {
                attempt.run().notBegun(attempt);
            }
            stages.giveBack(attempt);
        } else {
            attempt.become(AttemptState.FAILED);
            if (reason instanceof TaskEndReason.NeverStarted) {
                attempt.executor().forgetPublished();
                stages.giveBack(attempt);
            } else if (!wanted) {
                stages.giveBack(attempt);
            } else if (reason instanceof TaskEndReason.ExceptionFailure failure) {
                threw(attempt, failure);
            } else if (reason instanceof TaskEndReason.FetchFailed fetch) {
                fetchFailed(attempt, fetch, nowNanos);
            }
        }
    }

    private void ranFor(final Attempt attempt, final long runNanos, final long nowNanos) {
        if (runNanos >= 0) {
            attempt.run().ranFor(runNanos);
        }
        if (state.settings().speculation().enabled()) {
            attempt.run().times().add(runNanos >= 0 ? runNanos : nowNanos - attempt.sinceNanos());
        }
    }

    private void succeeded(final Attempt attempt, final AttemptState before, final TaskEndReason.Success success) {
        final StageRun run = attempt.run();
        if (run.isOver()) {
            return;
        }
        final boolean outdated = attempt.stageAttempt() != run.attempt() && !run.node().determinate();
        if (before == AttemptState.VOIDED || outdated) {
            stages.giveBack(attempt);
        } else {
            stages.credit(attempt, success);
        }
    }

    private void threw(final Attempt attempt, final TaskEndReason.ExceptionFailure failure) {
        if (failure.fatal()) {
            stages.giveBack(attempt);
            stages.fail(attempt.run(), reports.fatal(attempt, failure.summary(), failure.detail()));
        } else {
            countFailure(attempt, failure.summary(), failure.detail());
        }
    }

    /** Counts a failed attempt: the partition waits again, or its jobs fail. */
    private void countFailure(final Attempt attempt, final String summary, final String detail) {
        final StageRun run = attempt.run();
        stages.giveBack(attempt);
        final int failures = run.countFailure(attempt.partition());
        if (failures >= state.settings().maxTaskFailures()) {
            stages.fail(run, reports.tooManyFailures(attempt, failures, summary, detail));
        }
    }

    /** An executor is gone, and all that ran or waited there with it. What waited is not to blame. */
    void lost(final ExecutorEntry entry, final boolean counts, final String cause) {
        int running = entry.places();
        for (final Attempt attempt : entry.attempts()) {
            final boolean ran = running-- > 0;
            if (counts && !ran) {
                attempt.run().beCautious();
            }
            lost(attempt, counts && ran, cause);
        }
        lookahead.forget(entry);
    }

    private void lost(final Attempt attempt, final boolean counts, final String cause) {
        final boolean wanted = attempt.state() == AttemptState.RUNNING && !attempt.run().isOver();
        attempt.become(AttemptState.LOST);
        if (wanted && counts) {
            // Below the first line is the end of the executor's log: for the detail.
            countFailure(attempt, cause.lines().findFirst().orElse("the executor was lost"), cause);
        } else {
            stages.giveBack(attempt);
        }
    }

    private void fetchFailed(final Attempt attempt, final TaskEndReason.FetchFailed fetch, final long nowNanos) {
        final StageRun run = attempt.run();
        final ShuffleId shuffle = fetch.shuffle();
        final ShuffleOutputs outputs = run.node().reads().contains(shuffle) ? state.outputs().find(shuffle) : null;
        if (outputs != null && outputs.epoch() > attempt.outputsClock() && fetch.epoch() < outputs.epoch()) {
            stages.giveBack(attempt);
            return;
        }
        // Other attempts of the same stage attempt fail for the same reason: they are one failure, not many.
        final boolean first = attempt.stageAttempt() == run.attempt();
        if (outputs != null) {
            stages.outputsLost(drop(outputs, fetch, first && run.blamedLast(fetch.executor()), nowNanos));
        }
        stages.giveBack(attempt);
        if (first) {
            final int failures = run.countFetchFailure(fetch.executor());
            if (failures >= state.settings().maxStageAttempts()) {
                stages.fail(run, reports.tooManyFetchFailures(attempt, failures, fetch, owner(fetch.executor())));
            } else {
                stages.nextAttempt(run);
            }
        }
    }

    /**
     * One map output is lost if its executor is alive. All of the shuffle that it has are, if it is suspected, or the
     * stage attempt before could not read from it either: then it is not one file, and one by one would cost the job.
     * None is, if it is suspected and others can give them to readers.
     */
    private Map<ShuffleOutputs, BitSet> drop(final ShuffleOutputs outputs, final TaskEndReason.FetchFailed fetch, final boolean again,
                                          final long nowNanos) {
        final ExecutorEntry owner = state.executors().find(fetch.executor());
        if (owner == null) {
            return state.outputs().dropAllOf(fetch.executor());
        }
        if (!owner.isTrusted() && owner.outputs() != null) {
            left.leave(owner, nowNanos);
            return Map.of();
        }
        if (again || !owner.isTrusted()) {
            return state.outputs().dropAllOf(outputs, fetch.executor());
        }
        return state.outputs().drop(outputs, fetch.map(), fetch.executor());
    }

    private String owner(final ExecutorId id) {
        final ExecutorEntry entry = state.executors().find(id);
        return entry == null ? "executor " + id + ", which is gone" : entry.toString();
    }
}
