package io.kindling.driver.control;

import io.kindling.common.JobId;
import io.kindling.driver.shared.UpdateMerger;
import io.kindling.plan.StagePlan;
import io.kindling.scheduler.api.JobFailure;
import io.kindling.scheduler.api.SchedulerCommand;
import io.kindling.scheduler.api.SchedulerEvent;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Sees to it that what tasks have gathered for accumulators is counted before their jobs end, and that jobs fail if it cannot be. Merging itself is
 * done elsewhere. The agent's own.
 */
final class UpdateCounting {

    private static final String HINT = "Look at what the accumulator's merge does, and how much tasks add to it";

    private final UpdateMerger merger;
    private final JobRegistry jobs;
    private final ControlInbox inbox;
    /** Failures that the agent has not heard of yet. */
    private final AtomicInteger failing = new AtomicInteger();

    UpdateCounting(final UpdateMerger merger, final JobRegistry jobs, final ControlInbox inbox) {
        this.merger = merger;
        this.jobs = jobs;
        this.inbox = inbox;
    }

    /** An attempt counts, and so does what it has gathered; {@code events} is told of jobs that fail by it, on this thread. */
    void count(final SchedulerCommand.CountUpdates command, final Consumer<SchedulerEvent> events) {
        final StagePlan stage = jobs.stage(command.stage());
        merger.merge(command.updates(), stage == null ? 0 : stage.spec().code(), (cause, detail) -> post(() -> {
            final JobFailure failure = new JobFailure(cause, detail, command.stage(), stage == null ? null : stage.node().name(), command.partition(), -1,
                    null, null, HINT, false);
            for (final JobId job : command.jobs()) {
                jobs.failed(job, failure);
                events.accept(new SchedulerEvent.JobCancelled(job, cause));
            }
        }));
    }

    /** A job has all its results: it ends when what its tasks have gathered has been counted, or has failed by that before. */
    void succeeded(final JobId job) {
        if (merger.isIdle() && failing.get() == 0) {
            jobs.succeeded(job);
        } else {
            merger.whenMerged(() -> inbox.post(() -> jobs.succeeded(job))); // what failed by then is in the inbox before it
        }
    }

    /** On the merging thread, before the update is known to be done with. */
    private void post(final Runnable failure) {
        failing.incrementAndGet();
        inbox.post(() -> {
            failing.decrementAndGet();
            failure.run();
        });
    }
}
