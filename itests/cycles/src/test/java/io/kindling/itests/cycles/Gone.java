package io.kindling.itests.cycles;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Waits until what should have gone has gone. */
final class Gone {

    private static final long LIMIT_SECONDS = 15;
    private static final long PAUSE_MILLIS = 10;

    private final Probe probe = new Probe();
    private final long limitNanos;

    Gone() {
        this(LIMIT_SECONDS);
    }

    /** @param limitSeconds how long it may take to go */
    Gone(final long limitSeconds) {
        limitNanos = TimeUnit.SECONDS.toNanos(limitSeconds);
    }

    /** Asks for collections until all are collected; those that are not when the time is over come back. */
    List<WeakReference<?>> awaitCollected(final List<WeakReference<?>> references) throws InterruptedException {
        final long deadline = System.nanoTime() + limitNanos;
        final List<WeakReference<?>> left = new ArrayList<>(references);
        do {
            System.gc();
            left.removeIf(reference -> reference.get() == null);
            if (!left.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } while (!left.isEmpty() && System.nanoTime() - deadline < 0);
        return left;
    }

    /** Looks until nothing is there that can be named and was not in {@code before}; the rest, when the time is over. */
    Set<String> awaitNothingMoreThan(final Snapshot before) throws InterruptedException {
        final long deadline = System.nanoTime() + limitNanos;
        Set<String> more = more(before);
        while (!more.isEmpty() && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            more = more(before);
        }
        return more;
    }

    private Set<String> more(final Snapshot before) {
        final Set<String> more = new TreeSet<>(probe.look().things());
        more.removeAll(before.things());
        return more;
    }
}
