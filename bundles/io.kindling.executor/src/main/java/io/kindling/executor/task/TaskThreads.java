package io.kindling.executor.task;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As many threads as the executor has slots. */
public final class TaskThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskThreads.class);
    private static final int WAITING_PER_SLOT = 256;

    private final ThreadPoolExecutor threads;
    private final long closeMillis;

    /**
     * Makes them.
     *
     * @param loader      their context class loader
     * @param closeMillis how long the attempts may take to end when it closes
     */
    public TaskThreads(final int slots, final ClassLoader loader, final long closeMillis) {
        this.closeMillis = closeMillis;
        final AtomicInteger last = new AtomicInteger();
        threads = new ThreadPoolExecutor(slots, slots, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(slots * WAITING_PER_SLOT), work -> {
            final Thread thread = new Thread(work, "kindling-task-" + last.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        });
    }

    /** Runs an attempt as soon as a thread is free; false if far too many wait. */
    public boolean run(final TaskAttempt attempt) {
        try {
            threads.execute(attempt);
            return true;
        } catch (final RejectedExecutionException e) {
            return false;
        }
    }

    /** Ends the threads; those to be killed have been killed. Waits a limited time. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(closeMillis, TimeUnit.MILLISECONDS)) {
                LOG.warn("{} tasks do not react to their kill and were left running", threads.getActiveCount());
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
