package io.kindling.scheduler;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Virtual time: things that happen later, in an order that only the seed decides. */
final class SimNetwork {

    static final long MILLI = 1_000_000L;

    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private final Random random;
    private long now = -5_000_000_000L;
    private long number;

    SimNetwork(final Random random) {
        this.random = random;
    }

    long now() {
        return now;
    }

    void at(final long time, final Runnable what) {
        due.add(new Due(Math.max(now, time), number++, what));
    }

    void after(final long millis, final Runnable what) {
        at(now + millis * MILLI, what);
    }

    /** Mostly a few milliseconds; sometimes a resend later, sometimes much later. */
    long delayMillis() {
        final int dice = random.nextInt(100);
        if (dice < 85) {
            return 1 + random.nextInt(10);
        }
        return dice < 97 ? random.nextInt(300) : random.nextInt(8_000);
    }

    boolean step() {
        final Due next = due.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        next.what().run();
        return true;
    }

    private record Due(long at, long number, Runnable what) {
    }
}
