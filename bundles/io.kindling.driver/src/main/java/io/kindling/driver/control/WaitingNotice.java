package io.kindling.driver.control;

import io.kindling.common.Clock;
import java.util.concurrent.TimeUnit;

/** Tells the user now and then that jobs wait for the first executor, and what to look at. The agent's own. */
final class WaitingNotice {

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Clock clock;
    private final ExecutorRegistry executors;
    private final JobRegistry jobs;
    private final Progress progress;
    private long sinceNanos;
    private boolean waiting;

    WaitingNotice(final Clock clock, final ExecutorRegistry executors, final JobRegistry jobs, final Progress progress) {
        this.clock = clock;
        this.executors = executors;
        this.jobs = jobs;
        this.progress = progress;
    }

    void onTick() {
        final boolean now = jobs.active() > 0 && executors.withSlots().stream().noneMatch(ExecutorRecord::isReachable);
        if (!now || !waiting) {
            waiting = now;
            sinceNanos = clock.nanoTime();
        } else if (clock.nanoTime() - sinceNanos >= PAUSE_NANOS) {
            sinceNanos = clock.nanoTime();
            progress.notice(executors.withSlots().isEmpty()
                    ? "A job waits for executors: the cluster has given none yet; check that it has workers with enough free cores and memory"
                    : "A job waits for executors: " + executors.withSlots().size() + " launched, none has registered yet");
        }
    }
}
