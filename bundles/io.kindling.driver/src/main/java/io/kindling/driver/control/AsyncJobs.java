package io.kindling.driver.control;

import io.kindling.api.KindlingException;
import io.kindling.common.ApplicationId;
import io.kindling.driver.code.ApplicationCode;
import io.kindling.driver.code.CodeLease;
import io.kindling.plan.JobPlan;
import java.lang.ref.Reference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs jobs that nobody waits for. Thread-safe. */
public final class AsyncJobs implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncJobs.class);

    private final ControlInbox inbox;
    private final DriverAgent agent;
    private final JobRegistry jobs;
    private final ApplicationThreads threads;
    private final Set<JobHandle> open = ConcurrentHashMap.newKeySet();

    AsyncJobs(final ApplicationId application, final ControlInbox inbox, final DriverAgent agent, final JobRegistry jobs) {
        this.inbox = inbox;
        this.agent = agent;
        this.jobs = jobs;
        threads = ApplicationThreads.async(application);
    }

    /**
     * Begins a job; returns its number as soon as it is planned.
     *
     * @param code     that it runs on
     * @param numbered is told that number before the job can end, on the calling thread
     * @throws KindlingException if it cannot begin; {@code end} is not told then
     */
    int begin(final ApplicationCode code, final AsyncJob job, final IntConsumer numbered, final AsyncEnd end) {
        final CodeLease lease = code.lease();
        try {
            final JobPlan plan = lease.plan(job.node(), job.sink(), job.name());
            final JobHandle handle = new JobHandle(new JobRequest(jobs.newId(), job.name(), job.partitions(), job.properties()), job.listener());
            numbered.accept(handle.request().id());
            open.add(handle);
            if (!inbox.post(() -> agent.onSubmit(plan, handle))) {
                open.remove(handle);
                throw new KindlingException(job.name() + " cannot run: " + inbox.whyNotTaken());
            }
            handle.whenEnded(() -> {
                open.remove(handle);
                execute(() -> ended(job, handle, lease, end));
            });
            return handle.request().id();
        } catch (final RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /** Runs something on one of the asynchronous threads; on the calling one if they have ended. */
    @Override
    public void execute(final Runnable task) {
        try {
            threads.execute(task);
        } catch (final RejectedExecutionException e) {
            task.run();
        }
    }

    /** As {@link #execute}, but does nothing if the asynchronous threads have ended or far too much waits. */
    public void offer(final Runnable task) {
        try {
            threads.execute(task);
        } catch (final RejectedExecutionException e) {
            LOG.debug("An intermediate step of an asynchronous job is left out", e);
        }
    }

    private static void ended(final AsyncJob job, final JobHandle handle, final CodeLease lease, final AsyncEnd end) {
        try (lease) {
            final KindlingException failure = handle.failure();
            end.ended(failure == null ? handle.results() : null, failure);
        } catch (final RuntimeException | LinkageError e) {
            LOG.warn("What was to come after {} failed", job.name(), e);
        } finally {
            Reference.reachabilityFence(job);
        }
    }

    /** The agent has ended. Whoever still hopes for a job hears that it has failed. */
    @Override
    public void close() {
        open.forEach(handle -> handle.fail(new KindlingException("The job cannot end, because its context has")));
        threads.close();
    }
}
