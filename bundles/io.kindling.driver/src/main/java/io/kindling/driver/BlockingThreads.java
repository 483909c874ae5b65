package io.kindling.driver;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The few threads of one application that may wait for a disk or a cluster. They end when there is nothing to do. */
final class BlockingThreads implements Executor, AutoCloseable {

    private static final int THREADS = 2;
    private static final int QUEUE = 4_096;
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_SECONDS = 5;

    private final ThreadPoolExecutor pool;

    BlockingThreads(final String application) {
        final AtomicInteger count = new AtomicInteger();
        pool = new ThreadPoolExecutor(THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
            final Thread thread = new Thread(task, "kindling-blocking-" + application + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(BlockingThreads.class.getClassLoader());
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(final Runnable task) {
        pool.execute(task);
    }

    @Override
    public void close() {
        pool.shutdownNow();
        try {
            pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
