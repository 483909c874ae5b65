package io.kindling.cluster.standalone.worker;

import io.kindling.cluster.standalone.message.StartExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker's thread for what blocks: starting processes and removing files, in order. */
final class FileThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileThread.class);
    private static final int WAITING = 1_000;
    private static final long CLOSE_SECONDS = 3;

    private final ExecutorStarter starter;
    private final WorkDirectory work;
    private final ThreadPoolExecutor thread;

    FileThread(final ExecutorStarter starter, final WorkDirectory work) {
        this.starter = starter;
        this.work = work;
        thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
            final Thread created = new Thread(task, "kindling-worker-files");
            created.setDaemon(true);
            return created;
        });
    }

    /**
     * Starts an executor.
     *
     * @return false if too many wait already; neither callback is then called
     */
    boolean start(final StartExecutor start, final BiConsumer<Path, Process> onStarted, final Consumer<String> onFailed) {
        return submit(() -> {
            final String refusal = starter.refusal(start);
            if (refusal != null) {
                onFailed.accept(refusal);
                return;
            }
            try {
                final String application = start.spec().application().value();
                final Path directory = work.create(application, start.spec().executor().value());
                onStarted.accept(directory, starter.start(start, directory, work.outputs(application)));
            } catch (final IOException | RuntimeException e) {
                onFailed.accept(String.valueOf(e.getMessage()));
            }
        });
    }

    void executorEnded(final String application, final Path directory, final boolean failed) {
        submit(() -> work.ended(application, directory, failed));
    }

    void applicationEnded(final String application) {
        submit(() -> work.ended(application));
    }

    void keepOnly(final Set<String> applications) {
        submit(() -> work.keepOnly(applications));
    }

    /** Lets what waits be done, for a few seconds at the most. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} tasks on files are left undone", thread.shutdownNow().size());
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean submit(final Runnable task) {
        try {
            thread.execute(task);
            return true;
        } catch (final RejectedExecutionException e) {
            LOG.warn("A task on files is left undone: too many wait, or the worker ends");
            return false;
        }
    }
}
