package io.kindling.driver.control;

import io.kindling.cluster.api.Container;
import io.kindling.cluster.api.ContainerId;
import io.kindling.common.ExecutorId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The executors of one application, from whichever cluster they are. The agent's own, but for the slots, which any thread may ask for. */
public final class ExecutorRegistry {

    private final Map<ExecutorId, ExecutorRecord> live = new LinkedHashMap<>();
    private final CountDownLatch firstGrant = new CountDownLatch(1);
    private int nextId;
    private volatile int slots;

    ExecutorRecord grant(final ClusterBinding binding, final Container container, final long nowNanos) {
        final ExecutorRecord executor = new ExecutorRecord(new ExecutorId(nextId++), container, binding, null, nowNanos);
        live.put(executor.id(), executor);
        count();
        firstGrant.countDown();
        return executor;
    }

    /** A custodian for a place on the node of a container that was granted before. */
    ExecutorRecord custodian(final ClusterBinding binding, final Container beside, final String place, final long nowNanos) {
        final ExecutorId id = new ExecutorId(nextId++);
        final Container none = new Container(new ContainerId("custodian " + id), beside.host(), 0, beside.node());
        final ExecutorRecord executor = new ExecutorRecord(id, none, binding, place, nowNanos);
        live.put(id, executor);
        return executor;
    }

    /** One that has not ended, or null. */
    ExecutorRecord find(final ExecutorId id) {
        return live.get(id);
    }

    /** The one that a container is for, or null. */
    ExecutorRecord find(final ClusterBinding binding, final ContainerId container) {
        return live.values().stream().filter(each -> each.binding() == binding && each.container().id().equals(container)).findFirst().orElse(null);
    }

    void remove(final ExecutorRecord executor) {
        live.remove(executor.id());
        count();
    }

    void drain(final ExecutorRecord executor, final long nowNanos) {
        executor.drain(nowNanos);
        count();
    }

    /** All that have not ended, without custodians; a copy. */
    Collection<ExecutorRecord> withSlots() {
        return live.values().stream().filter(each -> !each.isCustodian()).toList();
    }

    /** All that have not ended; a copy. */
    Collection<ExecutorRecord> all() {
        return List.copyOf(live.values());
    }

    /** Those of one claim that have not ended; a copy. */
    List<ExecutorRecord> of(final ClusterBinding binding) {
        return live.values().stream().filter(each -> each.binding() == binding).toList();
    }

    /** The number of an executor, if there ever was one. */
    boolean wasThere(final int number) {
        return number >= 0 && number < nextId;
    }

    /** The slots of all executors that have been granted and neither ended nor drain. Any thread. */
    public int slots() {
        return slots;
    }

    /** Opens with the first grant. Any thread. */
    public CountDownLatch firstGrant() {
        return firstGrant;
    }

    private void count() {
        slots = live.values().stream().filter(each -> !each.isDraining()).mapToInt(each -> each.container().cores()).sum();
    }
}
