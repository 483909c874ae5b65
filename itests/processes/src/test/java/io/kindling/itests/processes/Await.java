package io.kindling.itests.processes;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Waits for a condition, with a limit. */
final class Await {

    /** A condition that may read files. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    private Await() {
    }

    static void until(final String what, final int seconds, final Condition condition) throws IOException, InterruptedException {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + seconds + " s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
