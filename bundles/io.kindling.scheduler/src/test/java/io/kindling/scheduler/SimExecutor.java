package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.common.ShuffleId;
import io.kindling.scheduler.api.SchedulerCommand.PublishMapOutputs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A virtual executor process: what it was told, what it stores, what it runs. */
final class SimExecutor {

    final ExecutorId id;
    final int slots;
    boolean alive = true;
    /** What the scheduler was told: registered and not lost. */
    boolean known;
    boolean suspected;
    /** It has been replaced; the scheduler may not have heard yet. */
    boolean crashed;
    /** Released before it had registered. */
    boolean givenUp;
    /** What the scheduler was told, and what it has said. */
    boolean draining;
    boolean drained;
    /** Messages to it keep their order, as on one connection. */
    long lastArrival;
    final Map<ShuffleId, PublishMapOutputs> told = new HashMap<>();
    /** Shared by all at one place, if map outputs outlive executors. */
    final Map<ShuffleId, Map<Long, SimOutput>> stored;
    final String place;
    /** What it has and has not ended; waiting are those of them that have no slot yet. */
    final Set<Long> running = new HashSet<>();
    final Map<Long, Runnable> waiting = new LinkedHashMap<>();
    /** By the scheduler's commands and the ends that it was told: who holds slots. */
    final Set<Long> outstanding = new HashSet<>();
    /** Epochs in the order of the scheduler's commands, before any network. */
    final Map<ShuffleId, PublishMapOutputs> commanded = new HashMap<>();

    SimExecutor(final ExecutorId id, final int slots, final String place, final Map<ShuffleId, Map<Long, SimOutput>> stored) {
        this.place = place;
        this.stored = stored;
        this.id = id;
        this.slots = slots;
    }

    /** Takes a task, which begins when a slot is free. */
    boolean take(final long task, final Runnable begin) {
        if (!running.add(task)) {
            return false;
        }
        waiting.put(task, begin);
        beginNext();
        return true;
    }

    /** A task ends; whether it was there. */
    boolean leave(final long task) {
        waiting.remove(task);
        final boolean was = running.remove(task);
        beginNext();
        return was;
    }

    private void beginNext() {
        while (!waiting.isEmpty() && running.size() - waiting.size() < slots) {
            final Runnable first = waiting.remove(waiting.keySet().iterator().next());
            first.run();
        }
    }

    SimOutput output(final ShuffleId shuffle, final long attempt) {
        return alive ? stored.getOrDefault(shuffle, Map.of()).get(attempt) : null;
    }
}
