package io.kindling.scheduler;

import io.kindling.scheduler.api.JobFailure;
import io.kindling.scheduler.api.SchedulerCommand.CountUpdates;
import io.kindling.scheduler.api.SchedulerCommand.PartitionDone;
import io.kindling.scheduler.api.StageState;
import io.kindling.scheduler.api.TaskEndReason;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Moves stages through their states, and credits what their attempts bring. */
final class StageLifecycle {

    private final SchedulerState state;
    private final JobLifecycle jobs;
    private final Progress progress;

    StageLifecycle(final SchedulerState state, final JobLifecycle jobs, final Progress progress) {
        this.state = state;
        this.jobs = jobs;
        this.progress = progress;
    }

    /** Lets a stage run whose inputs are complete. */
    void open(final StageRun run) {
        run.open();
        state.ready().update(run);
        progress.state(run);
    }

    /** Stops launching, since inputs were lost; what is under way goes on, as it may have read them already. */
    void pause(final StageRun run) {
        run.pending().clear();
        run.suspects().clear();
        state.ready().remove(run);
        run.become(StageState.WAITING);
        progress.state(run);
    }

    /** Ends the work of a stage that no job wants now. */
    void abandon(final StageRun run) {
        run.wantedBy(List.of());
        run.close();
        state.ready().remove(run);
        for (final Attempt attempt : run.liveInOrder()) {
            kill(attempt, AttemptState.KILLING, "no job wants " + run + " now");
        }
        run.live().clear();
        run.copies().clear();
        if (run.state() == StageState.RUNNING) {
            run.become(StageState.WAITING);
        }
    }

    /** Puts the partition of an ended attempt back. */
    void giveBack(final Attempt attempt) {
        attempt.run().giveBack(attempt);
        state.ready().update(attempt.run());
    }

    /** Registers what an attempt made, once for each partition. */
    void credit(final Attempt attempt, final TaskEndReason.Success success) {
        final StageRun run = attempt.run();
        final int partition = attempt.partition();
        if (!run.results().isMissing(partition)) {
            return;
        }
        for (final Attempt other : run.takeLive(partition)) {
            if (other != attempt) {
                kill(other, AttemptState.KILLING, "another attempt of task " + partition + " of " + run + " was faster");
            }
        }
        run.pending().remove(partition);
        state.ready().update(run);
        run.clearFailures(partition);
        if (success.updates() != null) {
            state.outbox().add(new CountUpdates(run.node().id(), run.wanting().stream().map(Job::id).toList(), partition, success.updates()));
        }
        if (run.results() instanceof ShuffleOutputs outputs) {
            state.outputs().put(outputs, partition, attempt.executor().id(), attempt.id());
        } else if (run.results() instanceof DeliveredResults delivered) {
            delivered.deliver(partition);
            state.outbox().add(new PartitionDone(run.owner().id(), partition, success.result()));
        }
        if (run.results().missingCount() == 0) {
            complete(run);
        } else {
            progress.step(run);
        }
    }

    private void complete(final StageRun run) {
        run.become(StageState.COMPLETE);
        run.close();
        run.exposed(true);
        state.ready().remove(run);
        progress.state(run);
        state.graph().touch();
        if (run.owner() != null) {
            jobs.succeed(run.owner());
        }
    }

    /** Takes note of map outputs that are gone; whether they are made again is for the planner. */
    void outputsLost(final Map<ShuffleOutputs, BitSet> lost) {
        for (final Map.Entry<ShuffleOutputs, BitSet> entry : lost.entrySet()) {
            final StageRun run = state.graph().producer(entry.getKey().shuffle());
            if (run != null) {
                entry.getValue().stream().forEach(run::offer);
                state.ready().update(run);
            }
        }
        if (!lost.isEmpty()) {
            state.graph().touch();
        }
    }

    /** Begins another attempt of a stage; attempts under way may still bring results if its records cannot differ. */
    void nextAttempt(final StageRun run) {
        run.nextAttempt();
        if (!run.node().determinate()) {
            voidLive(run, "an indeterminate stage begins again");
        }
    }

    /** Makes the attempts under way worthless, and puts their partitions back. */
    void voidLive(final StageRun run, final String reason) {
        for (final Attempt attempt : run.liveInOrder()) {
            kill(attempt, AttemptState.VOIDED, reason);
            run.giveBack(attempt);
        }
        state.ready().update(run);
    }

    /** Lets all that is missing wait, after results were taken back. */
    void offerAll(final StageRun run) {
        run.results().missing().stream().forEach(run::offer);
        state.ready().update(run);
    }

    /** Fails every job that wants a stage; a map stage is begun anew by the next job that wants it. */
    void fail(final StageRun run, final JobFailure failure) {
        for (final Job job : List.copyOf(run.wanting())) {
            jobs.fail(job, failure);
        }
        if (run.owner() == null && !run.isOver()) {
            final StageRun fresh = new StageRun(run.node(), run.results(), null, run.attempt() + 1);
            run.become(StageState.FAILED);
            state.graph().remove(run);
            state.graph().add(fresh);
            for (final Job job : run.members()) {
                job.replace(run, fresh);
                fresh.members().add(job);
            }
            if (run.isReleased()) {
                fresh.release();
            }
            state.graph().suspectUnneeded(fresh);
            state.graph().touch();
        }
    }

    private void kill(final Attempt attempt, final AttemptState as, final String reason) {
        attempt.become(as);
        state.outbox().kill(attempt, reason);
    }
}
