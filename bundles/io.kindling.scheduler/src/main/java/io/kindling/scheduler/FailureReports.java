package io.kindling.scheduler;

import io.kindling.scheduler.api.JobFailure;
import io.kindling.scheduler.api.SchedulerSettings;
import io.kindling.scheduler.api.TaskEndReason;

/** Words the failures of jobs: what happened, where, and what would help. */
final class FailureReports {

    private final SchedulerSettings settings;

    FailureReports(final SchedulerSettings settings) {
        this.settings = settings;
    }

    JobFailure tooManyFailures(final Attempt last, final int failures, final String summary, final String detail) {
        return of(last, task(last) + " failed " + failures + (failures == 1 ? " time" : " times") + "; last on "
                        + last.executor() + ": " + summary, detail,
                "kindling.task.maxFailures=" + settings.maxTaskFailures() + " is how many attempts of a task may fail; "
                        + "find the cause above, or raise it if the cause passes");
    }

    JobFailure fatal(final Attempt last, final String summary, final String detail) {
        return of(last, task(last) + " failed on " + last.executor() + ", and another attempt would too: " + summary, detail,
                "mend what the message names; kindling.task.maxFailures does not matter here");
    }

    JobFailure tooManyFetchFailures(final Attempt last, final int attempts, final TaskEndReason.FetchFailed fetch,
                                    final String owner) {
        return of(last, capital(last.run().toString()) + " could not read its input in " + attempts
                        + " attempts in a row; last " + lower(task(last)) + " on " + last.executor() + " could not read map output "
                        + fetch.map() + " of shuffle " + fetch.shuffle() + " from " + owner + ": " + fetch.reason(), null,
                "kindling.stage.maxConsecutiveAttempts=" + settings.maxStageAttempts() + " is how often a stage may begin again; "
                        + "check the network between executors and their local disks");
    }

    JobFailure indeterminate(final StageRun source, final StageRun result, final int delivered) {
        return new JobFailure("Map outputs of " + source + " were lost, and running it again may give other records, but "
                + delivered + " of " + result.results().wanted() + " results of " + result + " were already delivered",
                null, result.node().id(), result.node().name(), -1, -1, null, null,
                "run the job again; to survive this, make the data determinate before it is distributed, "
                        + "e.g. sort it before repartition", false);
    }

    JobFailure cancelled(final String reason) {
        return new JobFailure("The job was cancelled: " + reason, null, null, null, -1, -1, null, null,
                "submit it again if it is still wanted", true);
    }

    JobFailure refused(final String problem) {
        return new JobFailure("The job cannot be scheduled: " + problem, null, null, null, -1, -1, null, null,
                "this is an error of the driver; please report it with this message", false);
    }

    /** No task can be placed; names the first stage that waits. */
    JobFailure unschedulable(final StageRun waiting, final String why, final String hint) {
        return new JobFailure(why, null, waiting == null ? null : waiting.node().id(),
                waiting == null ? null : waiting.node().name(), waiting == null ? -1 : waiting.pending().next(0), -1, null, null,
                hint, false);
    }

    private static JobFailure of(final Attempt last, final String cause, final String detail, final String hint) {
        return new JobFailure(cause, detail, last.run().node().id(), last.run().node().name(), last.partition(),
                last.number(), last.executor().id(), last.executor().host(), hint, false);
    }

    private static String task(final Attempt attempt) {
        return "Task " + attempt.partition() + " of " + attempt.run();
    }

    private static String capital(final String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String lower(final String text) {
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
