package io.kindling.itests.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Kills executors by chance, until it is closed. */
public final class Killer implements AutoCloseable {

    private final SplittableRandom random;
    private final int mostMillis;
    private final Thread thread;
    private volatile boolean closed;
    private volatile int kills;

    /** @param mostMillis how long it waits between two kills at the most */
    public Killer(final long seed, final int mostMillis) {
        random = new SplittableRandom(seed);
        this.mostMillis = mostMillis;
        thread = new Thread(this::run, "killer");
        thread.setDaemon(true);
        thread.start();
    }

    /** How many it has killed. */
    public int kills() {
        return kills;
    }

    private void run() {
        try {
            while (!closed) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(mostMillis / 4, mostMillis));
                final List<ProcessHandle> executors = new ArrayList<>(Executors.running());
                if (!closed && !executors.isEmpty() && executors.get(random.nextInt(executors.size())).destroyForcibly()) {
                    kills++;
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(10_000);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
