package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A cluster and the adapter that speaks for it. While the adapter is absent what the driver wants waits at the driver, and
 * what happens waits at the cluster; the executors go on.
 */
final class SimManager {

    private final Supplier<SimExecutor> factory;
    private final Consumer<SimExecutor> granted;
    /** Processes that the cluster runs for the application. */
    private final Set<ExecutorId> containers = new LinkedHashSet<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int target;
    private int absences;

    SimManager(final Supplier<SimExecutor> factory, final Consumer<SimExecutor> granted) {
        this.factory = factory;
        this.granted = granted;
    }

    Set<ExecutorId> containers() {
        return containers;
    }

    boolean isPresent() {
        return absences == 0;
    }

    /** It is stopped, updated or uninstalled. */
    void leave() {
        absences++;
    }

    /** It, or another version of it, is there again. */
    void comeBack() {
        absences--;
        while (isPresent() && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    /** Does something over the adapter. */
    void over(final Runnable what) {
        if (isPresent() && waiting.isEmpty()) {
            what.run();
        } else {
            waiting.add(what);
        }
    }

    /** "You should have so many." */
    void target(final int executors) {
        over(() -> {
            target = executors;
            fill();
        });
    }

    /** "I do not need this one." */
    void release(final SimExecutor executor, final Runnable lost) {
        over(() -> {
            executor.alive = false;
            ended(executor, lost);
        });
    }

    /** A process has ended, on demand or by itself. */
    void ended(final SimExecutor executor, final Runnable lost) {
        if (containers.remove(executor.id)) {
            over(lost);
            fill();
        }
    }

    private void fill() {
        while (containers.size() < target) {
            final SimExecutor executor = factory.get();
            containers.add(executor.id);
            over(() -> granted.accept(executor));
        }
    }
}
