package io.kindling.scheduler;

import io.kindling.scheduler.api.JobFailure;

/** Ends jobs whose tasks can never be placed, so that nobody waits for ever. */
final class Starvation {

    private final SchedulerState state;
    private final JobLifecycle jobs;
    private final FailureReports reports;
    private String clusterFailure;
    private boolean starved;
    private long starvedSince;
    private boolean without;
    private long withoutSince;

    Starvation(final SchedulerState state, final JobLifecycle jobs, final FailureReports reports) {
        this.state = state;
        this.jobs = jobs;
        this.reports = reports;
    }

    /** Executors come: what was said of the cluster before does not hold any more. */
    void onClusterServes() {
        clusterFailure = null;
    }

    /** No executor will come any more. */
    void onClusterFailed(final String reason) {
        clusterFailure = reason;
    }

    /** Looks at how things are after each event. */
    void observe(final long nowNanos) {
        final boolean nobody = state.executors().usable() == 0;
        withoutSince = nobody && without ? withoutSince : nowNanos;
        without = nobody;
        // Without any executor nothing need be ready: map outputs that were left somewhere wait for one as well.
        final boolean waiting = state.executors().underWay() == 0 && (!state.ready().isEmpty() || nobody && !state.jobs().active().isEmpty());
        starvedSince = waiting && starved ? starvedSince : nowNanos;
        starved = waiting;
        // What runs on executors that drain may yet end its job.
        if (clusterFailure != null && nobody && state.executors().underWay() == 0) {
            final JobFailure failure = reports.unschedulable(firstWaiting(),
                    "There is no executor to run it, and the cluster will not give one: " + clusterFailure,
                    "see the cluster manager's message; submit again when it can give executors");
            state.jobs().copy().forEach(job -> jobs.fail(job, failure));
        }
    }

    /** Ends jobs that have waited too long. */
    void onTick(final long nowNanos) {
        if (!starved) {
            return;
        }
        final long seconds = state.settings().unschedulableTimeoutNanos() / 1_000_000_000L;
        final String cause;
        final String hint;
        long since = starvedSince;
        if (state.executors().size() == 0) {
            since = later(since, withoutSince);
            cause = "No executor has been there for " + seconds + " s, and tasks wait";
            hint = "check that the cluster manager has cores and memory free for the executors that were asked for "
                    + "(--executor-memory, --executor-cores), and see its log for executors that did not start";
        } else if (without) {
            since = later(since, withoutSince);
            cause = "None of " + state.executors().size() + " executors has the " + state.settings().cpusPerTask()
                    + " slots that a task takes";
            hint = "lower kindling.task.cpus=" + state.settings().cpusPerTask() + " or give executors more cores";
        } else if (!state.executors().free().isEmpty()) {
            cause = "Executors are free, but the scheduling constraints have refused every waiting task for " + seconds + " s";
            hint = "check the bundles that bring scheduling constraints";
        } else {
            return;
        }
        failWaitingSince(since, nowNanos, reports.unschedulable(firstWaiting(), cause, hint));
    }

    private void failWaitingSince(final long since, final long nowNanos, final JobFailure failure) {
        for (final Job job : state.jobs().copy()) {
            if (nowNanos - later(since, job.submittedNanos()) >= state.settings().unschedulableTimeoutNanos()) {
                jobs.fail(job, failure);
            }
        }
    }

    private StageRun firstWaiting() {
        return state.ready().stages().stream().findFirst().orElse(null);
    }

    private static long later(final long one, final long other) {
        return one - other > 0 ? one : other;
    }
}
