package io.kindling.driver.control;

import io.kindling.common.ApplicationId;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A few threads of one application beside its agent's. They come with the first task and end when there is nothing to do. */
public final class ApplicationThreads implements Executor, AutoCloseable {

    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_SECONDS = 5;

    private final ThreadPoolExecutor pool;
    private final boolean finishes;

    private ApplicationThreads(final String name, final int threads, final int queue, final boolean finishes) {
        final AtomicInteger count = new AtomicInteger();
        pool = new ThreadPoolExecutor(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), task -> {
            // Not the properties of whichever thread happens to make it.
            final Thread thread = new Thread(null, task, name + "-" + count.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(ApplicationThreads.class.getClassLoader());
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        this.finishes = finishes;
    }

    /** May wait for a disk. What waits at the end is left undone: whoever asked is gone. */
    public static ApplicationThreads blocking(final ApplicationId application) {
        return new ApplicationThreads("kindling-blocking-" + application, 2, 4_096, false);
    }

    /**
     * Go on with asynchronous actions when their jobs end: they decode, call the application's functions and begin the next job of an action, and
     * wait for nothing of ours. What waits at the end is still done, for a few seconds: somebody may hope for it.
     */
    static ApplicationThreads async(final ApplicationId application) {
        return new ApplicationThreads("kindling-async-" + application, 4, 65_536, true);
    }

    /** @throws RejectedExecutionException after the end, or if far too much waits */
    @Override
    public void execute(final Runnable task) {
        pool.execute(task);
    }

    /** Waits for what they are at, for a few seconds. */
    @Override
    public void close() {
        if (finishes) {
            pool.shutdown();
        } else {
            pool.shutdownNow();
        }
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
