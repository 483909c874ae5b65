package io.kindling.itests.kit;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills executors when it is told to, one at a time: it spares the last one, so that jobs go on while others start. */
public final class Killer implements AutoCloseable {

    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(1, work -> {
        final Thread made = new Thread(work, "killer");
        made.setDaemon(true);
        return made;
    });
    private final AtomicInteger kills = new AtomicInteger();

    /** How many it has killed. */
    public int kills() {
        return kills.get();
    }

    /** Kills one of those that run then, after a time. Returns at once. */
    public void kill(final int millis, final int which) {
        thread.schedule(() -> {
            final List<ProcessHandle> executors = Executors.running();
            if (executors.size() > 1 && executors.get(which % executors.size()).destroyForcibly()) {
                kills.incrementAndGet();
            }
        }, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
