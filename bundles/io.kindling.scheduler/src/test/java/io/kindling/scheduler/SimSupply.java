package io.kindling.scheduler;

import io.kindling.scheduler.api.SchedulerSnapshot;

/** Where virtual executors come from and go to, besides crashing; the default is that crashed ones are replaced. */
interface SimSupply {

    /** Begins; the first executors come. */
    default void begin(final int executors) {
    }

    /**
     * An executor has crashed.
     *
     * @param news tells the scheduler, once
     * @return whether it is told and replaced from here
     */
    default boolean crashed(final SimExecutor executor, final Runnable news) {
        return false;
    }

    /** The scheduler is about to hear that an executor is gone. */
    default void lost(final SimExecutor executor) {
    }

    /** The scheduler says that nothing needs an executor. */
    default void drained(final SimExecutor executor) {
        throw new AssertionError("executor " + executor.id + " was never to go");
    }

    /** All jobs have ended: whether something is still under way that must come to an end. */
    default boolean isBusy() {
        return false;
    }

    /** Everything is over: judges what is left. */
    default void quiet(final SchedulerSnapshot snapshot) {
    }
}
