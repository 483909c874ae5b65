package io.kindling.driver.control;

import io.kindling.cluster.api.Container;
import io.kindling.common.ExecutorId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The executors of one application. The agent's own, but for the slots, which any thread may ask for. */
public final class ExecutorRegistry {

    private final Map<ExecutorId, ExecutorRecord> live = new LinkedHashMap<>();
    private final CountDownLatch firstGrant = new CountDownLatch(1);
    private int nextId;
    private volatile int slots;

    ExecutorRecord grant(final Container container, final long nowNanos) {
        final ExecutorRecord executor = new ExecutorRecord(new ExecutorId(nextId++), container, nowNanos);
        live.put(executor.id(), executor);
        slots += container.cores();
        firstGrant.countDown();
        return executor;
    }

    /** One that is not lost, or null. */
    ExecutorRecord find(final ExecutorId id) {
        return live.get(id);
    }

    void remove(final ExecutorRecord executor) {
        if (live.remove(executor.id()) != null) {
            slots -= executor.container().cores();
        }
    }

    /** All that are not lost; a copy. */
    Collection<ExecutorRecord> all() {
        return List.copyOf(live.values());
    }

    boolean isEmpty() {
        return live.isEmpty();
    }

    /** The slots of all executors that have been granted and not lost. Any thread. */
    public int slots() {
        return slots;
    }

    /** Opens with the first grant. Any thread. */
    public CountDownLatch firstGrant() {
        return firstGrant;
    }
}
