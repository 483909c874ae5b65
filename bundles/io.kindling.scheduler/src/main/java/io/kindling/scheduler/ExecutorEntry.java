package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.common.ShuffleId;
import io.kindling.scheduler.api.ExecutorView;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One registered executor: its slots, the attempts that hold them or wait for them there, and what map outputs it was told of. */
final class ExecutorEntry {

    private final ExecutorId id;
    private final String name;
    private final String host;
    private final int slots;
    private final int cpusPerTask;
    private final String outputs;
    private final Map<Long, Attempt> attempts = new LinkedHashMap<>();
    private final Map<ShuffleId, Integer> published = new HashMap<>();
    private ExecutorState state = ExecutorState.TRUSTED;
    private boolean draining;
    private long heardNanos;

    ExecutorEntry(final ExecutorId id, final String host, final int slots, final int cpusPerTask, final String outputs) {
        this.id = id;
        this.name = "executor_" + id.value();
        this.host = host;
        this.slots = slots;
        this.cpusPerTask = cpusPerTask;
        this.outputs = outputs;
    }

    ExecutorId id() {
        return id;
    }

    /** As preferences name it. */
    String name() {
        return name;
    }

    String host() {
        return host;
    }

    /** Where its map outputs lie, so that others there can give them to readers; null if they go with it. */
    String outputs() {
        return outputs;
    }

    /** Whether it can give what another executor has left to readers, and will stay. */
    boolean mayInherit(final String place) {
        return place.equals(outputs) && mayGetMore();
    }

    /** Whether it only gives to readers what others have left in its place. */
    boolean isCustodian() {
        return slots == 0;
    }

    int slots() {
        return slots;
    }

    int free() {
        return Math.max(0, slots - attempts.size() * cpusPerTask);
    }

    /** How many tasks it runs at once. */
    int places() {
        return slots / cpusPerTask;
    }

    /** How many attempts wait there for those before them. */
    int ahead() {
        return Math.max(0, attempts.size() - places());
    }

    /** Notes that tasks get on there. */
    void heard(final long nowNanos) {
        heardNanos = nowNanos;
    }

    /** When a task ended there last, or the first came. */
    long heardNanos() {
        return heardNanos;
    }

    boolean isTrusted() {
        return state == ExecutorState.TRUSTED;
    }

    /** Whether it is to go: it gets nothing new, ever. */
    boolean isDraining() {
        return draining;
    }

    void drain() {
        draining = true;
    }

    /** Whether it may get tasks and map outputs. */
    boolean mayGetMore() {
        return isTrusted() && !draining;
    }

    void become(final ExecutorState next) {
        if (state != next) {
            state = TransitionTables.EXECUTOR.next(id, state, next);
        }
    }

    /** Attempts that hold slots or wait for them, oldest first: the first {@link #places} run, as far as is known. */
    Collection<Attempt> attempts() {
        return attempts.values();
    }

    /** An attempt that holds slots or waits for them, or null. */
    Attempt find(final long task) {
        return attempts.get(task);
    }

    void occupy(final Attempt attempt) {
        if (places() == 0) {
            throw new IllegalStateException("Executor " + id + " has " + slots + " slots, task attempt " + attempt.id() + " needs " + cpusPerTask);
        }
        if (attempts.isEmpty()) {
            heardNanos = attempt.sinceNanos();
        }
        attempts.put(attempt.id(), attempt);
    }

    /** Frees the slots of an attempt, or returns null if it holds none here. */
    Attempt vacate(final long task) {
        return attempts.remove(task);
    }

    /** Notes that it is told an epoch; whether that is news. */
    boolean publish(final ShuffleId shuffle, final int epoch) {
        final Integer before = published.put(shuffle, epoch);
        return before == null || before != epoch;
    }

    /** After a launch that may not have arrived: neither may what was published before it. */
    void forgetPublished() {
        published.clear();
    }

    void forget(final ShuffleId shuffle) {
        published.remove(shuffle);
    }

    ExecutorView view() {
        return new ExecutorView(id, host, slots, free());
    }

    @Override
    public String toString() {
        return "executor " + id + " (" + host + ")";
    }
}
