package io.kindling.transport.local;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that call handlers, and the one that watches the time limits. They end when they are idle. */
final class TransportThreads {

    private static final Logger LOG = LoggerFactory.getLogger(TransportThreads.class);
    private static final int STOP_SECONDS = 3;
    private static final long IDLE_MILLIS = 5_000;
    /** Each end of a connection has one task at the most in the queue, so this is a number of connections. */
    private static final int MOST_TASKS = 100_000;

    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor timer;

    TransportThreads() {
        final int threads = Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));
        final ThreadFactory factory = new Factory();
        workers = new ThreadPoolExecutor(threads, threads, IDLE_MILLIS, TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(MOST_TASKS), factory);
        workers.allowCoreThreadTimeOut(true);
        timer = new ScheduledThreadPoolExecutor(1, factory);
        timer.setKeepAliveTime(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Whether this is one of these threads, on which nothing may block. */
    static boolean isCurrent() {
        return Thread.currentThread() instanceof TransportThread;
    }

    /** Runs a task soon; false if the transport has stopped. */
    boolean execute(final Runnable task) {
        try {
            workers.execute(task);
            return true;
        } catch (final RejectedExecutionException e) {
            LOG.debug("A task came after the end of the local transport", e);
            return false;
        }
    }

    /** Runs a task when the time is over; null if the transport has stopped. */
    Future<?> after(final Duration time, final Runnable task) {
        try {
            return timer.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (final RejectedExecutionException e) {
            LOG.debug("A time limit was set after the end of the local transport", e);
            return null;
        }
    }

    /** Whether more is to be expected: if not, threads that have nothing to do end at once and not only when they are idle for long. */
    void expectMore(final boolean more) {
        // Each wakes the idle ones, which then look at their new time.
        workers.setKeepAliveTime(more ? IDLE_MILLIS : 1, TimeUnit.MILLISECONDS);
        timer.setKeepAliveTime(more ? IDLE_MILLIS : 1, TimeUnit.MILLISECONDS);
    }

    void stop() {
        timer.shutdownNow();
        workers.shutdown();
        if (isCurrent()) {
            return;
        }
        try {
            if (!workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} threads of the local transport are still in a handler after {} s; going on without them",
                        workers.getActiveCount(), STOP_SECONDS);
                workers.shutdownNow();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Factory implements ThreadFactory {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Thread newThread(final Runnable task) {
            final Thread thread = new TransportThread(task, "kindling-local-" + count.incrementAndGet());
            thread.setDaemon(true);
            // Not that of whoever came first, an application perhaps.
            thread.setContextClassLoader(TransportThreads.class.getClassLoader());
            return thread;
        }
    }

    private static final class TransportThread extends Thread {

        TransportThread(final Runnable task, final String name) {
            super(task, name);
        }
    }
}
