package io.kindling.driver.control;

import io.kindling.common.Clock;
import java.util.concurrent.TimeUnit;

/** When something that has failed is tried again: after a second, then after ever longer pauses. The agent's own. */
final class Backoff {

    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Clock clock;
    private long nextNanos;
    private long pauseNanos = FIRST_NANOS;

    Backoff(final Clock clock) {
        this.clock = clock;
        nextNanos = clock.nanoTime();
    }

    /** It may be tried at once, and fail anew. */
    void reset() {
        nextNanos = clock.nanoTime();
        pauseNanos = FIRST_NANOS;
    }

    void failed() {
        nextNanos = clock.nanoTime() + pauseNanos;
        pauseNanos = Math.min(LAST_NANOS, pauseNanos * 2);
    }

    boolean isOver() {
        return clock.nanoTime() - nextNanos >= 0;
    }
}
