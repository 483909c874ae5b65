package io.kindling.driver.shared;

import io.kindling.common.ByteSize;
import io.kindling.deploy.ClassSpace;
import io.kindling.driver.code.ApplicationCode;
import io.kindling.driver.code.CodeVersion;
import io.kindling.protocol.message.AccumulatorUpdate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges what tasks have gathered into the application's accumulators, in order, on a thread of its own that runs the application's code, and
 * not on the agent's, which must not wait for that. The thread comes with the first update and goes when it is idle.
 */
public final class UpdateMerger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UpdateMerger.class);
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_SECONDS = 2;
    /** What an update takes on the heap beside its bytes. */
    private static final int EACH = 200;

    private final Accumulators accumulators;
    private final ApplicationCode code;
    private final long mostWaiting;
    private final ThreadPoolExecutor thread;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong waiting = new AtomicLong();

    /** @param mostWaiting the most bytes of updates that may wait to be merged */
    UpdateMerger(final String application, final Accumulators accumulators, final ApplicationCode code, final long mostWaiting) {
        this.accumulators = accumulators;
        this.code = code;
        this.mostWaiting = mostWaiting;
        thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> { // bounded by the bytes that may wait
            final Thread made = new Thread(work, "kindling-accumulators-" + application);
            made.setDaemon(true);
            made.setContextClassLoader(UpdateMerger.class.getClassLoader());
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Merges the updates of one task when those before it have been. Called by the agent.
     *
     * @param version of the code that the task ran on
     * @param failed  told why they cannot be merged, and the trace, on the merging thread: after those before it, and before what waits for it
     */
    public void merge(final byte[] updates, final int version, final BiConsumer<String, String> failed) {
        if (waiting.addAndGet(updates.length + EACH) > mostWaiting) {
            waiting.addAndGet(-updates.length - EACH);
            submit(() -> failed.accept("what tasks have gathered for accumulators waits to be merged and has more than " + ByteSize.format(mostWaiting)
                    + " (kindling.driver.maxResultSize): their merge is too slow, or they are too large", null));
            return;
        }
        submit(() -> {
            try {
                merge(updates, version);
            } catch (final Accumulators.UpdateException e) {
                failed.accept(e.getMessage(), trace(e));
            } catch (final Throwable e) {
                failed.accept("what tasks have gathered for accumulators cannot be merged: " + e.getClass().getName(), trace(e));
            } finally {
                waiting.addAndGet(-updates.length - EACH);
            }
        });
    }

    /** Whether all that has come has been merged. */
    public boolean isIdle() {
        return open.get() == 0;
    }

    /** Does something on the merging thread when all updates have been merged that came before, or at once if the context has ended. */
    public void whenMerged(final Runnable then) {
        if (!submit(then)) {
            then.run();
        }
    }

    /** False if it is closed: then nobody reads the accumulators' values as those of a job. */
    private boolean submit(final Runnable work) {
        open.incrementAndGet();
        try {
            thread.execute(() -> {
                try {
                    work.run();
                } catch (final Throwable e) {
                    LOG.error("Merging accumulators failed", e);
                } finally {
                    open.decrementAndGet();
                }
            });
            return true;
        } catch (final RejectedExecutionException e) {
            open.decrementAndGet();
            return false;
        }
    }

    private void merge(final byte[] updates, final int number) throws Accumulators.UpdateException {
        final CodeVersion known = code.version(number);
        final ClassSpace space = (known == null ? code.current() : known).space();
        final Thread current = Thread.currentThread();
        current.setContextClassLoader(space.loader());
        try {
            for (final AccumulatorUpdate update : AccumulatorUpdate.decode(updates)) {
                accumulators.merge(update, space);
            }
        } finally {
            current.setContextClassLoader(UpdateMerger.class.getClassLoader());
        }
    }

    private static String trace(final Throwable error) {
        try {
            final StringWriter text = new StringWriter();
            error.printStackTrace(new PrintWriter(text));
            return text.toString();
        } catch (final RuntimeException | StackOverflowError e) {
            return null; // the application's own exceptions may do anything
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("An accumulator's merge has not ended within {} s; its thread is left behind", CLOSE_SECONDS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
