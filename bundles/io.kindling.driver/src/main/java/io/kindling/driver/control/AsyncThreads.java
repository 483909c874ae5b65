package io.kindling.driver.control;

import io.kindling.common.ApplicationId;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few threads of one application that go on with asynchronous actions when their jobs end: they decode, call the application's functions and
 * begin the next job of an action, and wait for nothing of ours. They come with the first and end when there is nothing to do.
 */
final class AsyncThreads implements Executor, AutoCloseable {

    private static final int THREADS = 4;
    private static final int QUEUE = 65_536;
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_SECONDS = 5;

    private final ThreadPoolExecutor pool;

    AsyncThreads(final ApplicationId application) {
        final AtomicInteger count = new AtomicInteger();
        pool = new ThreadPoolExecutor(THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
            // Not the properties of whichever thread happens to make it.
            final Thread thread = new Thread(null, task, "kindling-async-" + application + "-" + count.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(AsyncThreads.class.getClassLoader());
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
    }

    /** @throws RejectedExecutionException after the end, or if far too much waits */
    @Override
    public void execute(final Runnable task) {
        pool.execute(task);
    }

    /** What waits is still done, for a few seconds. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (final InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
