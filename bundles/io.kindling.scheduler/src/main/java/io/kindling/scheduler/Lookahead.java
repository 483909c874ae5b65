package io.kindling.scheduler;

import io.kindling.scheduler.api.SchedulerCommand.TakeBack;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Lets tasks wait at executors beyond their slots, so that a slot which becomes free need not wait for a message to the driver and one back.
 * Only of a stage whose tasks are known to be short, and only for so much work as takes a few milliseconds: what waits is shared out by how
 * much of the stage is left, and is taken back from an executor that has not been heard of for longer than that, or is to go.
 */
final class Lookahead {

    static final int MOST_A_SLOT = 256;
    /** What waits at one executor, so that a list of it stays far below the longest message. */
    static final int MOST = 1_000;
    private static final long LEAST_STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ExecutorRegistry executors;
    private final Outbox outbox;
    private final long workNanos;
    private final long stuckNanos;
    /** Those where a task has ended since tasks were placed last. */
    private final Set<ExecutorEntry> moving = new LinkedHashSet<>();
    /** Those where tasks may wait. */
    private final Set<ExecutorEntry> loaded = new LinkedHashSet<>();

    Lookahead(final ExecutorRegistry executors, final Outbox outbox, final long workNanos) {
        this.executors = executors;
        this.outbox = outbox;
        this.workNanos = workNanos;
        stuckNanos = Math.max(2 * workNanos, LEAST_STUCK_NANOS);
    }

    /** A task has ended there by itself. */
    void onEnded(final ExecutorEntry entry, final long nowNanos) {
        entry.heard(nowNanos);
        if (workNanos > 0) {
            moving.add(entry);
        }
    }

    /** Whether some executor may get tasks beyond its slots now. */
    boolean hasRoom() {
        return !moving.isEmpty();
    }

    /** Executors that may; a copy. */
    List<ExecutorEntry> candidates() {
        return new ArrayList<>(moving);
    }

    /** What could be placed is placed. */
    void settled() {
        moving.clear();
    }

    /** How many tasks of a stage an executor may be given now; zero until half of what it had has ended, so that they go out in batches. */
    int room(final StageRun run, final ExecutorEntry entry) {
        final long expected = run.expectedNanos();
        if (expected < 0 || !entry.mayGetMore()) {
            return 0;
        }
        final long byTime = Math.min(MOST_A_SLOT, workNanos / Math.max(1, expected));
        final int shares = 2 * Math.max(1, executors.places());
        final long byShare = (run.pending().count() + shares - 1) / shares;
        final int most = (int) Math.min(MOST, Math.min(byTime, byShare) * entry.places());
        return entry.ahead() > most / 2 ? 0 : most - entry.ahead();
    }

    /** An executor was given more than it has slots. */
    void loaded(final ExecutorEntry entry) {
        loaded.add(entry);
    }

    /** Takes back what waits where nothing has ended for longer than it should have taken to end all: something long is before it. */
    void onTick(final long nowNanos) {
        final Iterator<ExecutorEntry> all = loaded.iterator();
        while (all.hasNext()) {
            final ExecutorEntry entry = all.next();
            if (entry.ahead() == 0) {
                all.remove();
            } else if (nowNanos - entry.heardNanos() > stuckNanos) {
                takeBack(entry);
            }
        }
    }

    /** Asks for all that waits at an executor. */
    void takeBack(final ExecutorEntry entry) {
        final List<Long> tasks = new ArrayList<>();
        int before = entry.places();
        for (final Attempt attempt : entry.attempts()) {
            if (--before < 0 && attempt.recall()) {
                tasks.add(attempt.id());
            }
        }
        if (!tasks.isEmpty()) {
            outbox.add(new TakeBack(entry.id(), tasks));
        }
    }

    void forget(final ExecutorEntry entry) {
        moving.remove(entry);
        loaded.remove(entry);
    }
}
