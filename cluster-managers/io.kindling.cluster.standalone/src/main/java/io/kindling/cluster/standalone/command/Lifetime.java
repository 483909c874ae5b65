package io.kindling.cluster.standalone.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long a process goes on: until its component is stopped, or, if it is asked to, until its parent is gone. */
public final class Lifetime {

    private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);
    private static final long STOP_SECONDS = 5;
    private static final long HALT_SECONDS = 10;

    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Ends with the parent: it holds the other end of {@code pipe}, so that the end of the pipe is its end. */
    public void endWith(final InputStream pipe) {
        final Thread watch = new Thread(() -> {
            awaitEndOf(pipe);
            end.countDown();
            haltIfItHangs();
        }, "kindling-parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Waits, on the command's thread, until the process is to end. */
    public void await() throws InterruptedException {
        end.await();
    }

    /** As {@link #await()}, for a limited time. Returns whether the process is to end. */
    public boolean await(final long millis) throws InterruptedException {
        return end.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Said by the command when it has closed what it had open. */
    public void closed() {
        ended.countDown();
    }

    /** Ends the command from outside and waits for it a few seconds at the most; {@code running} says whether there is one. */
    public void stop(final boolean running) {
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

    private static void awaitEndOf(final InputStream pipe) {
        try {
            while (pipe.read() >= 0) {
                continue;
            }
        } catch (final IOException e) {
            LOG.debug("The parent's pipe broke", e);
        }
    }

    /** Nobody is left who would notice a process that cannot end. */
    private static void haltIfItHangs() {
        try {
            TimeUnit.SECONDS.sleep(HALT_SECONDS);
            Runtime.getRuntime().halt(1);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
