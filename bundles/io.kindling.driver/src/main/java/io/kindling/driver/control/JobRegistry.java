package io.kindling.driver.control;

import io.kindling.api.JobFailedException;
import io.kindling.api.KindlingException;
import io.kindling.api.spi.StageProgress;
import io.kindling.common.ByteSize;
import io.kindling.common.JobId;
import io.kindling.common.StageId;
import io.kindling.driver.config.DriverKeys;
import io.kindling.plan.JobPlan;
import io.kindling.plan.StagePlan;
import io.kindling.scheduler.api.JobFailure;
import io.kindling.scheduler.api.SchedulerCommand;
import io.kindling.scheduler.api.SchedulerEvent;
import io.kindling.scheduler.api.StageState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The jobs of one application that have not ended, and the stages that executors may be sent. The agent's own. */
public final class JobRegistry {

    private final Progress progress;
    private final JobLog log;
    private final StageLog stageLog;
    private final long maxResultSize;
    private final Map<JobId, Job> jobs = new LinkedHashMap<>();
    private final Map<StageId, StagePlan> stages = new HashMap<>();
    private final AtomicInteger nextId = new AtomicInteger();
    private final RefusedJobs refused = new RefusedJobs();
    private volatile int active;

    /** @param maxResultSize the most bytes of results that one job may bring */
    JobRegistry(final Progress progress, final JobLog log, final StageLog stageLog, final long maxResultSize) {
        this.progress = progress;
        this.log = log;
        this.stageLog = stageLog;
        this.maxResultSize = maxResultSize;
    }

    /** How many jobs have not ended. Any thread. */
    public int active() {
        return active;
    }

    /** A number for a new job. Any thread. */
    int newId() {
        return nextId.getAndIncrement();
    }

    /** Of which jobs none is taken. */
    RefusedJobs refused() {
        return refused;
    }

    /** A new job; returns what the scheduler must be told. */
    SchedulerEvent add(final JobPlan plan, final JobHandle handle) {
        final JobRequest request = handle.request();
        final JobId id = new JobId(request.id());
        final Job job = new Job(handle, plan.stages().stream().mapToInt(stage -> stage.node().id().value()).toArray());
        jobs.put(id, job);
        active = jobs.size();
        plan.stages().forEach(stage -> stages.put(stage.node().id(), stage));
        log.started(request, job.needs);
        return new SchedulerEvent.JobSubmitted(id, plan.stages().stream().map(StagePlan::node).toList(), request.partitions());
    }

    /** Those that fit and have not ended, the oldest first. */
    List<JobId> matching(final Predicate<JobRequest> which) {
        return jobs.entrySet().stream().filter(entry -> which.test(entry.getValue().handle.request())).map(Map.Entry::getKey).toList();
    }

    /** Those that may need a stage and have not ended, the oldest first. */
    List<JobId> needing(final StageId stage) {
        return jobs.entrySet().stream().filter(entry -> entry.getValue().needs(stage.value())).map(Map.Entry::getKey).toList();
    }

    /** The properties of the job for which a stage runs: the oldest that may need it. */
    Map<String, String> properties(final StageId stage) {
        for (final Job job : jobs.values()) {
            if (job.needs(stage.value())) {
                return job.handle.request().properties();
            }
        }
        return Map.of();
    }

    /** The job of a number, or null if it has ended; asking for one that never was fails. */
    JobId find(final int number) {
        if (number < 0 || number >= nextId.get()) {
            throw new KindlingException("Application " + progress.application() + " has no job " + number + "; it has had " + nextId.get());
        }
        final JobId id = new JobId(number);
        return jobs.containsKey(id) ? id : null;
    }

    /** A stage that is needed now, or null. */
    StagePlan stage(final StageId id) {
        return stages.get(id);
    }

    void retire(final StageId id) {
        stages.remove(id);
        stageLog.retire(id.value());
    }

    /**
     * A long result is to be fetched.
     *
     * @param stage  the result stage
     * @param cancel gets what the scheduler must be told if it is more than allowed
     * @return whether its job wants it
     */
    boolean reserve(final StageId stage, final long size, final Consumer<SchedulerEvent> cancel) {
        for (final Map.Entry<JobId, Job> entry : jobs.entrySet()) {
            final Job job = entry.getValue();
            if (job.needs(stage.value())) {
                job.reserved += size;
                return job.failure == null && !isTooMuch(entry.getKey(), job, cancel);
            }
        }
        return false;
    }

    /** Whether a job that goes on may need a stage. */
    boolean isWanted(final StageId stage) {
        return jobs.values().stream().anyMatch(job -> job.failure == null && job.needs(stage.value()));
    }

    /** A long result has come, or will not. */
    void release(final StageId stage, final long size) {
        for (final Job job : jobs.values()) {
            if (job.needs(stage.value())) {
                job.reserved -= size;
                return;
            }
        }
    }

    private boolean isTooMuch(final JobId id, final Job job, final Consumer<SchedulerEvent> cancel) {
        if (job.bytes + job.reserved <= maxResultSize) {
            return false;
        }
        job.failure = "its results have more than " + ByteSize.format(maxResultSize) + ", which is all that " + DriverKeys.MAX_RESULT_SIZE.name()
                + " allows at the driver; raise it, or bring fewer records to the driver";
        cancel.accept(new SchedulerEvent.JobCancelled(id, job.failure));
        return true;
    }

    /** A result has come. If it is more than allowed, {@code cancel} gets what the scheduler must be told. */
    void partitionDone(final SchedulerCommand.PartitionDone news, final Consumer<SchedulerEvent> cancel) {
        final Job job = jobs.get(news.job());
        if (job == null || job.failure != null) {
            return;
        }
        job.bytes += news.result() == null ? 0 : news.result().length;
        if (isTooMuch(news.job(), job, cancel)) {
            return;
        }
        job.handle.put(news.partition(), news.result() == null ? new byte[0] : news.result());
    }

    /** A job has all its results, unless they were refused here. */
    void succeeded(final JobId id) {
        final Job job = jobs.get(id);
        if (job != null && job.failure == null && job.handle.isComplete()) {
            ended(id, null).handle.succeed();
        } else if (job != null) {
            end(id, new JobFailedException("The job failed: " + (job.failure == null
                    ? "it ended without all its results; please report this with the log" : job.failure), null));
        }
    }

    void failed(final JobId id, final JobFailure failure) {
        final Job job = jobs.get(id);
        if (job != null) {
            end(id, job.failure == null ? JobFailureText.exception(failure) : new JobFailedException("The job failed: " + job.failure, null));
        }
    }

    /** Fails every job at once, whatever the scheduler thinks; returns what it must be told. */
    List<SchedulerEvent> failAll(final String reason) {
        final List<SchedulerEvent> cancelled = new ArrayList<>();
        for (final JobId id : List.copyOf(jobs.keySet())) {
            end(id, new KindlingException(reason));
            cancelled.add(new SchedulerEvent.JobCancelled(id, reason));
        }
        return cancelled;
    }

    void progress(final SchedulerCommand.StageProgress news) {
        final StagePlan plan = stages.get(news.stage());
        final boolean ended = news.state() == StageState.COMPLETE || news.state() == StageState.FAILED;
        final StageProgress stage = new StageProgress(progress.application(), news.job() == null ? -1 : news.job().value(), news.stage().value(),
                news.attempt(), plan == null ? "stage " + news.stage() : plan.node().name(), news.state().name(), news.tasks(), news.done(),
                news.running(), news.failed());
        log.progress(stage);
        stageLog.progress(stage);
        progress.stage(stage, ended);
    }

    private void end(final JobId id, final KindlingException failure) {
        ended(id, failure.getMessage()).handle.fail(failure);
    }

    /** What is told of it is told before its caller goes on. */
    private Job ended(final JobId id, final String failure) {
        final Job job = jobs.remove(id);
        active = jobs.size();
        stageLog.jobEnded(id.value());
        log.ended(id, failure);
        return job;
    }

    private static final class Job {

        private final JobHandle handle;
        private final int[] needs;
        private long bytes;
        private long reserved;
        private String failure;

        Job(final JobHandle handle, final int[] needs) {
            this.handle = handle;
            this.needs = needs;
        }

        private boolean needs(final int stage) {
            for (final int each : needs) {
                if (each == stage) {
                    return true;
                }
            }
            return false;
        }
    }
}
