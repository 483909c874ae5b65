package io.kindling.api;

import io.kindling.api.function.Function;
import io.kindling.api.function.Function2;
import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.JobProperties;
import io.kindling.api.spi.PartitionFunctions;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What the jobs of a context are told, how they are run and how they are ended. */
abstract class JobContext extends InputContext {

    JobContext(final ContextBackend backend) {
        super(backend);
    }

    /**
     * From now on, jobs of this thread, and of threads that it makes, belong to a group, by which they can be cancelled together.
     *
     * @param description what users are told of the jobs
     */
    public void setJobGroup(final String groupId, final String description) {
        setJobGroup(groupId, description, false);
    }

    /**
     * As {@link #setJobGroup(String, String)}.
     *
     * @param interruptOnCancel for Spark's programs: tasks of cancelled jobs are interrupted in any case
     */
    public void setJobGroup(final String groupId, final String description, final boolean interruptOnCancel) {
        driver().localProperty(JobProperties.DESCRIPTION, description);
        driver().localProperty(JobProperties.GROUP, groupId);
        driver().localProperty(JobProperties.INTERRUPT, Boolean.toString(interruptOnCancel));
    }

    /** From now on, jobs of this thread belong to no group and have no description. */
    public void clearJobGroup() {
        driver().localProperty(JobProperties.DESCRIPTION, null);
        driver().localProperty(JobProperties.GROUP, null);
        driver().localProperty(JobProperties.INTERRUPT, null);
    }

    /** What users are told of the jobs of this thread; null for nothing. */
    public void setJobDescription(final String value) {
        driver().localProperty(JobProperties.DESCRIPTION, value);
    }

    /** For Spark's programs: tasks of cancelled jobs are interrupted in any case. */
    public void setInterruptOnCancel(final boolean interruptOnCancel) {
        driver().localProperty(JobProperties.INTERRUPT, Boolean.toString(interruptOnCancel));
    }

    /**
     * From now on, jobs of this thread, and of threads that it makes, have this tag too.
     *
     * @param tag not empty, without a comma
     */
    public void addJobTag(final String tag) {
        JobTags.check(tag);
        final Set<String> tags = getJobTags();
        tags.add(tag);
        driver().localProperty(JobProperties.TAGS, JobTags.join(tags));
    }

    /** From now on, jobs of this thread do not have this tag. */
    public void removeJobTag(final String tag) {
        JobTags.check(tag);
        final Set<String> tags = getJobTags();
        tags.remove(tag);
        driver().localProperty(JobProperties.TAGS, JobTags.join(tags));
    }

    /** The tags that jobs of this thread have; a copy. */
    public Set<String> getJobTags() {
        return JobTags.split(driver().localProperty(JobProperties.TAGS));
    }

    /** From now on, jobs of this thread have no tags. */
    public void clearJobTags() {
        driver().localProperty(JobProperties.TAGS, null);
    }

    /**
     * Sets a property of this thread, which its jobs have from now on: tasks can read it. Threads that this one makes begin with a copy of its
     * properties; threads of a pool do not see what is set later.
     *
     * @param value null removes it
     */
    public void setLocalProperty(final String key, final String value) {
        driver().localProperty(Objects.requireNonNull(key, "key is null"), value);
    }

    /** A property of this thread, or null. */
    public String getLocalProperty(final String key) {
        return driver().localProperty(key);
    }

    /** What jobs and data sets that this thread makes are named by, in place of the line of the program. */
    public void setCallSite(final String site) {
        driver().localProperty(JobProperties.CALL_SITE, site);
    }

    /** From now on, jobs and data sets are named by the line of the program that makes them. */
    public void clearCallSite() {
        driver().localProperty(JobProperties.CALL_SITE, null);
    }

    /** Ends a job, which then fails. One that has ended is left alone. */
    public void cancelJob(final int jobId) {
        cancelJob(jobId, null);
    }

    /**
     * As {@link #cancelJob(int)}, for a reason that the job's error names. All cancellation returns at once or almost so: slots are free when
     * the tasks have ended.
     *
     * @throws KindlingException if there never was a job of this number
     */
    public void cancelJob(final int jobId, final String reason) {
        driver().cancelJob(jobId, reason);
    }

    /** Ends the jobs of a group that have begun. */
    public void cancelJobGroup(final String groupId) {
        cancelJobGroup(groupId, null);
    }

    /** As {@link #cancelJobGroup(String)}, for a reason that the jobs' errors name. */
    public void cancelJobGroup(final String groupId, final String reason) {
        driver().cancelJobGroup(Objects.requireNonNull(groupId, "groupId is null"), false, reason);
    }

    /** Ends the jobs of a group; those that begin later fail at once. */
    public void cancelJobGroupAndFutureJobs(final String groupId) {
        cancelJobGroupAndFutureJobs(groupId, null);
    }

    /** As {@link #cancelJobGroupAndFutureJobs(String)}, for a reason that the jobs' errors name. The last thousand such groups are remembered. */
    public void cancelJobGroupAndFutureJobs(final String groupId, final String reason) {
        driver().cancelJobGroup(Objects.requireNonNull(groupId, "groupId is null"), true, reason);
    }

    /** Ends the jobs with a tag. */
    public void cancelJobsWithTag(final String tag) {
        cancelJobsWithTag(tag, null);
    }

    /** As {@link #cancelJobsWithTag(String)}, for a reason that the jobs' errors name. */
    public void cancelJobsWithTag(final String tag, final String reason) {
        JobTags.check(tag);
        driver().cancelJobsWithTag(tag, reason);
    }

    /** Ends the jobs that may need a stage. */
    public void cancelStage(final int stageId) {
        cancelStage(stageId, null);
    }

    /** As {@link #cancelStage(int)}, for a reason that the jobs' errors name. */
    public void cancelStage(final int stageId, final String reason) {
        driver().cancelStage(stageId, reason);
    }

    /** Ends all jobs that have begun: those of the session, or all of the application if this is the context that it was started with. */
    public void cancelAllJobs() {
        driver().cancelAllJobs(null);
    }

    /** Kills a task attempt; see {@link #killTaskAttempt(long, boolean, String)}. */
    public boolean killTaskAttempt(final long taskId) {
        return killTaskAttempt(taskId, true, "killed by killTaskAttempt");
    }

    /**
     * Kills a task attempt. Its task runs again, and this does not count as a failure.
     *
     * @param taskId          the number of the attempt in the application
     * @param interruptThread for Spark's programs: tasks are interrupted in any case
     * @param reason          for the executor's log
     * @return false if no such attempt is under way
     */
    public boolean killTaskAttempt(final long taskId, final boolean interruptThread, final String reason) {
        return driver().killTaskAttempt(taskId, reason);
    }

    /** The result of a function for each partition, in order. */
    public <T, U> List<U> runJob(final Rdd<T> data, final Function<Iterator<T>, U> function) {
        return runJob(data, function, IntStream.range(0, data.getNumPartitions()).boxed().toList());
    }

    /**
     * The result of a function for each of some partitions, in the order in which they are given. What the function returns travels as records do.
     *
     * @param partitions numbers of partitions, each once
     */
    public <T, U> List<U> runJob(final Rdd<T> data, final Function<Iterator<T>, U> function, final List<Integer> partitions) {
        return driver().runJob(data, function, partitions);
    }

    /** As {@link #runJob(Rdd, Function, List)}, with a function that is also told what runs it. */
    public <T, U> List<U> runJob(final Rdd<T> data, final Function2<TaskContext, Iterator<T>, U> function, final List<Integer> partitions) {
        return runJob(data, PartitionFunctions.withContext(function), partitions);
    }

    /** As {@link #runJob(Rdd, Function)}, with a function that is also told what runs it. */
    public <T, U> List<U> runJob(final Rdd<T> data, final Function2<TaskContext, Iterator<T>, U> function) {
        return runJob(data, PartitionFunctions.withContext(function));
    }

    /**
     * Runs a function for each of some partitions without waiting. What the context calls runs on a thread of its own, one call at a time.
     *
     * @param partitions numbers of partitions, each once
     * @param onResult   gets each result as it comes, with its place in {@code partitions}
     * @param result     makes the action's result when all have come
     */
    public <T, U, R> JavaFutureAction<R> submitJob(final Rdd<T> data, final Function<Iterator<T>, U> function, final List<Integer> partitions,
                                                   final BiConsumer<Integer, U> onResult, final Supplier<R> result) {
        return driver().submitJob(data, function, partitions, onResult, result);
    }

    /**
     * Runs a function for each partition and waits for so long at the most; the job then goes on.
     *
     * @param evaluator     makes a result of those that have come; see {@link ApproximateEvaluator}
     * @param timeoutMillis at least 0
     * @throws KindlingException if the job fails within that time
     */
    public <T, U, R> PartialResult<R> runApproximateJob(final Rdd<T> data, final Function<Iterator<T>, U> function,
                                                        final ApproximateEvaluator<U, R> evaluator, final long timeoutMillis) {
        return driver().runApproximateJob(data, function, evaluator, timeoutMillis);
    }

    /** Tells how far jobs and stages are. */
    public JavaStatusTracker statusTracker() {
        return driver().statusTracker();
    }
}
