package io.kindling.driver.control;

import io.kindling.common.Clock;
import io.kindling.common.ExecutorId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each executor was last heard of. Heartbeats are noted on the connections' threads, past the agent's inbox, and
 * however many come, one time is kept. Thread-safe.
 */
public final class Liveness {

    /** What the silence of an executor means. */
    enum Verdict { ALIVE, SUSPECT, DEAD }

    private final Clock clock;
    private final Duration interval;
    private final Duration timeout;
    private final Map<ExecutorId, Long> lastHeard = new ConcurrentHashMap<>();

    /**
     * @param interval between heartbeats; two and a half without one make an executor suspect
     * @param timeout  without one makes it dead
     */
    public Liveness(final Clock clock, final Duration interval, final Duration timeout) {
        this.clock = clock;
        this.interval = interval;
        this.timeout = timeout;
    }

    Duration interval() {
        return interval;
    }

    Duration timeout() {
        return timeout;
    }

    void begin(final ExecutorId executor) {
        lastHeard.put(executor, clock.nanoTime());
    }

    void end(final ExecutorId executor) {
        lastHeard.remove(executor);
    }

    /** Notes a sign of life; false if the executor has been given up and must end. */
    boolean heard(final ExecutorId executor) {
        final long now = clock.nanoTime();
        return lastHeard.computeIfPresent(executor, (id, before) -> now) != null;
    }

    /** This process was asleep for that long, so nobody could be heard. */
    void forgive(final long nanos) {
        lastHeard.replaceAll((id, before) -> before + nanos);
    }

    Verdict verdict(final ExecutorId executor) {
        final Long before = lastHeard.get(executor);
        final long silence = before == null ? Long.MAX_VALUE : clock.nanoTime() - before;
        if (silence >= timeout.toNanos()) {
            return Verdict.DEAD;
        }
        return silence >= Math.min(interval.toNanos() * 5 / 2, timeout.toNanos() * 4 / 5) ? Verdict.SUSPECT : Verdict.ALIVE;
    }
}
