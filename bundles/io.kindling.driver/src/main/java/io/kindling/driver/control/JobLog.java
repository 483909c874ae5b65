package io.kindling.driver.control;

import io.kindling.api.JobExecutionStatus;
import io.kindling.api.TrackedJob;
import io.kindling.api.admin.ApplicationEvent.Topic;
import io.kindling.api.admin.JobStatus;
import io.kindling.api.spi.StageProgress;
import io.kindling.common.Clock;
import io.kindling.common.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the jobs of an application have come to: those under way, and the last hundred that have ended. The agent's own. */
final class JobLog {

    static final String RUNNING = "RUNNING";
    static final String SUCCEEDED = "SUCCEEDED";
    static final String FAILED = "FAILED";
    /** How much of what has ended is remembered. */
    static final int ENDED = 100;

    private final Clock clock;
    private final ApplicationEvents events;
    private final Map<Integer, Entry> jobs = new LinkedHashMap<>();

    JobLog(final Clock clock, final ApplicationEvents events) {
        this.clock = clock;
        this.events = events;
    }

    /** @param stages those that it may need */
    void started(final JobRequest job, final int[] stages) {
        final String name = job.title();
        jobs.put(job.id(), new Entry(job, stages, Instant.ofEpochMilli(clock.currentTimeMillis()), clock.nanoTime()));
        events.tell(Topic.JOB_STARTED, "Job " + job.id() + " has started: " + name, "job", job.id(), "name", name);
    }

    /** A job has ended; the failure is null if it went well. */
    void ended(final JobId job, final String failure) {
        final Entry entry = jobs.get(job.value());
        if (entry == null || !entry.state.equals(RUNNING)) {
            return;
        }
        entry.state = failure == null ? SUCCEEDED : FAILED;
        entry.failure = failure == null ? "" : failure;
        entry.tookNanos = clock.nanoTime() - entry.startNanos;
        Bounded.dropFirst(jobs.values(), each -> !each.state.equals(RUNNING), ENDED);
        events.tell(Topic.JOB_ENDED, "Job " + job + (failure == null ? " has succeeded" : " has failed: " + failure),
                "job", job, "state", entry.state, "failure", entry.failure);
    }

    /** One of its stages has gone on. */
    void progress(final StageProgress stage) {
        final Entry entry = jobs.get(stage.job());
        if (entry != null && entry.state.equals(RUNNING)) {
            entry.stages.put(stage.stage(), stage);
        }
    }

    List<JobStatus> all() {
        return jobs.values().stream().map(this::status).toList();
    }

    /** The numbers of those that fit. */
    int[] matching(final Predicate<JobRequest> which) {
        return jobs.values().stream().filter(entry -> which.test(entry.request)).mapToInt(entry -> entry.request.id()).toArray();
    }

    /** A job as an application is told of it, or null. */
    TrackedJob tracked(final int job) {
        final Entry entry = jobs.get(job);
        return entry == null ? null : new TrackedJob(job, entry.needs, JobExecutionStatus.valueOf(entry.state));
    }

    private JobStatus status(final Entry entry) {
        final long nanos = entry.state.equals(RUNNING) ? clock.nanoTime() - entry.startNanos : entry.tookNanos;
        return new JobStatus(entry.request.id(), entry.request.title(), entry.state, entry.started, Duration.ofNanos(nanos),
                entry.stages.values().stream().mapToInt(StageProgress::tasks).sum(),
                entry.stages.values().stream().mapToInt(StageProgress::done).sum(), entry.failure);
    }

    private static final class Entry {

        private final JobRequest request;
        private final int[] needs;
        private final Instant started;
        private final long startNanos;
        private final Map<Integer, StageProgress> stages = new HashMap<>();
        private String state = RUNNING;
        private String failure = "";
        private long tookNanos;

        Entry(final JobRequest request, final int[] needs, final Instant started, final long startNanos) {
            this.request = request;
            this.needs = needs;
            this.started = started;
            this.startNanos = startNanos;
        }
    }
}
