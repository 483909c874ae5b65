package io.kindling.scheduler.api;

/**
 * When a task gets a second attempt while the first still runs. Whichever succeeds first counts, and the other is ended.
 *
 * @param enabled       whether at all, {@code kindling.speculation}
 * @param intervalNanos how often tasks are looked at, {@code kindling.speculation.interval}
 * @param multiplier    how many times longer than the median of its stage a task must run, {@code kindling.speculation.multiplier}
 * @param quantile      the part of the stage's tasks that must have ended before, {@code kindling.speculation.quantile}
 * @param minRunNanos   how long a task must run at least, {@code kindling.speculation.minTaskRuntime}
 */
public record Speculation(boolean enabled, long intervalNanos, double multiplier, double quantile, long minRunNanos) {

    /** Every task has one attempt at a time. */
    public static final Speculation OFF = new Speculation(false, 100_000_000L, 3, 0.9, 100_000_000L);
}
