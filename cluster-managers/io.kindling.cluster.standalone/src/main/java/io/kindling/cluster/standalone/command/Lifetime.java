package io.kindling.cluster.standalone.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a command goes on: until its component is stopped, or, if it is asked to, until the process's parent is gone.
 * Tells whether the process ends, or goes on with the next version of this bundle.
 */
public final class Lifetime {

    private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);
    private static final long STOP_SECONDS = 15;
    private static final long LOOK_MILLIS = 50;

    private final BooleanSupplier parentEnded;
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean withParent;
    private volatile boolean swapped;

    /** @param parentEnded whether the standard input has ended; asked only after {@link #endWithParent()} */
    public Lifetime(final BooleanSupplier parentEnded) {
        this.parentEnded = parentEnded;
    }

    /** Ends with the parent: it holds the other end of the standard input, so that the end of that is its end. */
    public void endWithParent() {
        withParent = true;
        // The first question begins the watch.
        parentEnded.getAsBoolean();
    }

    /** Waits, on the command's thread, until the command is to end. */
    public void await() throws InterruptedException {
        while (!await(TimeUnit.HOURS.toMillis(1))) {
            continue;
        }
    }

    /** As {@link #await()}, for a limited time. Returns whether the command is to end. */
    public boolean await(final long millis) throws InterruptedException {
        final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!isParentGone()) {
            final long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (end.await(withParent ? Math.min(left, LOOK_MILLIS) : left, TimeUnit.MILLISECONDS)) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the command ends and the process does not: the next version of this bundle goes on with what there is. */
    public boolean isSwap() {
        return swapped && !isParentGone();
    }

    /** Said by the command when it has closed what it had open. */
    public void closed() {
        ended.countDown();
    }

    /**
     * Ends the command from outside and waits for it for some seconds at the most.
     *
     * @param running whether there is one
     * @param swap    whether the process goes on
     */
    public void stop(final boolean running, final boolean swap) {
        swapped = swap;
        end.countDown();
        if (!running) {
            return;
        }
        try {
            if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The command did not end within {} s", STOP_SECONDS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isParentGone() {
        return withParent && parentEnded.getAsBoolean();
    }
}
