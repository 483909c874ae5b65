package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.common.ShuffleId;
import io.kindling.scheduler.api.ExecutorView;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The executors of the context and who holds their slots. Only here do slots change hands. */
final class ExecutorRegistry {

    private final int cpusPerTask;
    private final FreeSlotIndex free;
    private final Map<ExecutorId, ExecutorEntry> entries = new HashMap<>();
    private final Map<String, ExecutorEntry> byName = new HashMap<>();
    private final BitSet everSeen = new BitSet();
    private int usable;
    private int underWay;
    private int places;

    ExecutorRegistry(final int cpusPerTask) {
        this.cpusPerTask = cpusPerTask;
        this.free = new FreeSlotIndex(cpusPerTask);
    }

    /** Takes a new executor; a number that was here before is refused, since its incarnation is over or known. */
    boolean register(final ExecutorId id, final String host, final int slots, final String outputs) {
        if (everSeen.get(id.value())) {
            return false;
        }
        everSeen.set(id.value());
        final ExecutorEntry entry = new ExecutorEntry(id, host, slots, cpusPerTask, outputs);
        entries.put(id, entry);
        byName.put(entry.name(), entry);
        if (isUsable(entry)) {
            usable++;
            places += entry.places();
        }
        free.add(entry);
        return true;
    }

    /** Forgets an executor and returns it with the attempts that it took along, or null if it is not here. */
    ExecutorEntry lose(final ExecutorId id) {
        final ExecutorEntry entry = entries.remove(id);
        if (entry == null) {
            return null;
        }
        free.remove(entry);
        byName.remove(entry.name());
        entry.become(ExecutorState.LOST);
        underWay -= entry.attempts().size();
        if (isUsable(entry)) {
            usable--;
            places -= entry.places();
        }
        return entry;
    }

    void suspect(final ExecutorId id) {
        change(id, ExecutorState.SUSPECTED);
    }

    void trust(final ExecutorId id) {
        change(id, ExecutorState.TRUSTED);
    }

    /** From now on it gets nothing new. Returns it, or null if it is not here or drains already. */
    ExecutorEntry drain(final ExecutorId id) {
        final ExecutorEntry entry = entries.get(id);
        if (entry == null || entry.isDraining()) {
            return null;
        }
        free.remove(entry);
        if (isUsable(entry)) {
            usable--;
            places -= entry.places();
        }
        entry.drain();
        return entry;
    }

    private void change(final ExecutorId id, final ExecutorState state) {
        final ExecutorEntry entry = entries.get(id);
        if (entry != null) {
            free.remove(entry);
            entry.become(state);
            free.add(entry);
        }
    }

    void occupy(final Attempt attempt) {
        final ExecutorEntry entry = attempt.executor();
        free.remove(entry);
        entry.occupy(attempt);
        free.add(entry);
        underWay++;
    }

    /** Frees the slots of an attempt once; null if there is no such attempt, executor, or it has ended before. */
    Attempt vacate(final ExecutorId id, final long task) {
        final ExecutorEntry entry = entries.get(id);
        if (entry == null) {
            return null;
        }
        free.remove(entry);
        final Attempt attempt = entry.vacate(task);
        free.add(entry);
        if (attempt != null) {
            underWay--;
        }
        return attempt;
    }

    ExecutorEntry find(final ExecutorId id) {
        return entries.get(id);
    }

    /** By {@code executor_N}, or null. */
    ExecutorEntry findByName(final String name) {
        return byName.get(name);
    }

    FreeSlotIndex free() {
        return free;
    }

    Collection<ExecutorEntry> all() {
        return entries.values();
    }

    /** Trusted executors that are not to go, without custodians; in no order. */
    List<ExecutorEntry> staying() {
        return entries.values().stream().filter(entry -> entry.mayGetMore() && !entry.isCustodian()).toList();
    }

    /** Custodians that are not to go; in no order. */
    List<ExecutorEntry> custodians() {
        return entries.values().stream().filter(entry -> entry.isCustodian() && !entry.isDraining()).toList();
    }

    /** Executors that are not to go, without custodians. */
    int size() {
        return (int) entries.values().stream().filter(entry -> !entry.isDraining() && !entry.isCustodian()).count();
    }

    /** Executors that are large enough for a task and not to go. */
    int usable() {
        return usable;
    }

    /** How many tasks those can run at once. */
    int places() {
        return places;
    }

    /** Attempts that hold slots or wait for them at executors, wanted or not. */
    int underWay() {
        return underWay;
    }

    void forget(final ShuffleId shuffle) {
        entries.values().forEach(entry -> entry.forget(shuffle));
    }

    /** Those that run tasks, as others see them. */
    List<ExecutorView> views() {
        final Map<ExecutorId, ExecutorEntry> ordered = new TreeMap<>(entries);
        return ordered.values().stream().filter(entry -> !entry.isCustodian()).map(ExecutorEntry::view).toList();
    }

    private boolean isUsable(final ExecutorEntry entry) {
        return entry.slots() >= cpusPerTask && !entry.isDraining();
    }
}
