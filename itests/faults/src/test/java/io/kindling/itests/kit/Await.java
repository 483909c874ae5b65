package io.kindling.itests.kit;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Waits for a condition, with a limit. */
public final class Await {

    /** A condition that may read files. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException;
    }

    private Await() {
    }

    public static void until(final String what, final int seconds, final Condition condition) throws IOException {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + seconds + " s: " + what);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for: " + what, e);
            }
        }
    }
}
