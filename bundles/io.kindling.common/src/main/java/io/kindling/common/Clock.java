package io.kindling.common;

/**
 * Time as it is injected everywhere. Deadlines use {@link #nanoTime()}, which never jumps; wall time is for
 * people only. Implementations are thread-safe and never block.
 */
public interface Clock {

    /** The clock of the machine. */
    Clock SYSTEM = new SystemClock();

    /** Monotonic nanoseconds from an arbitrary origin. */
    long nanoTime();

    /** Milliseconds since the epoch, for display. */
    long currentTimeMillis();
}
