package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.common.ShuffleId;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Where the map outputs of all shuffles are. Epochs come from one clock that only goes up, so that a shuffle that was
 * forgotten and comes again never shows an epoch that an executor has seen. Only what readers could see makes a new
 * epoch: an output lost or moved, or the shuffle complete again.
 */
final class MapOutputRegistry {

    private final Map<ShuffleId, ShuffleOutputs> shuffles = new LinkedHashMap<>();
    private int clock;

    /** The newest epoch of any shuffle. */
    int clock() {
        return clock;
    }

    ShuffleOutputs open(final ShuffleId shuffle, final int maps) {
        return shuffles.computeIfAbsent(shuffle, id -> new ShuffleOutputs(id, maps, ++clock));
    }

    /** A known shuffle, or null. */
    ShuffleOutputs find(final ShuffleId shuffle) {
        return shuffles.get(shuffle);
    }

    Collection<ShuffleOutputs> all() {
        return shuffles.values();
    }

    boolean isComplete(final ShuffleId shuffle) {
        final ShuffleOutputs outputs = shuffles.get(shuffle);
        return outputs != null && outputs.isComplete();
    }

    void put(final ShuffleOutputs outputs, final int map, final ExecutorId executor, final long attempt) {
        outputs.put(map, executor, attempt);
        renewIfComplete(outputs);
    }

    /** After outputs have moved, or the last one has come: readers are told. */
    void renewIfComplete(final ShuffleOutputs outputs) {
        if (outputs.isComplete()) {
            outputs.renew(++clock);
        }
    }

    /** Drops one map output if that executor is who has it: by shuffle, the map partitions. */
    Map<ShuffleOutputs, BitSet> drop(final ShuffleOutputs outputs, final int map, final ExecutorId executor) {
        if (!executor.equals(outputs.owner(map))) {
            return Map.of();
        }
        outputs.drop(map);
        outputs.renew(++clock);
        final BitSet one = new BitSet();
        one.set(map);
        return Map.of(outputs, one);
    }

    /** Drops what an executor had of one shuffle: by shuffle, the map partitions. */
    Map<ShuffleOutputs, BitSet> dropAllOf(final ShuffleOutputs outputs, final ExecutorId executor) {
        final BitSet maps = outputs.dropAllOf(executor);
        if (maps.isEmpty()) {
            return Map.of();
        }
        outputs.renew(++clock);
        return Map.of(outputs, maps);
    }

    /** Drops everything that an executor had: by shuffle, the map partitions. */
    Map<ShuffleOutputs, BitSet> dropAllOf(final ExecutorId executor) {
        final Map<ShuffleOutputs, BitSet> dropped = new LinkedHashMap<>();
        for (final ShuffleOutputs outputs : shuffles.values()) {
            dropped.putAll(dropAllOf(outputs, executor));
        }
        return dropped;
    }

    /** Nobody can read what an executor had for now, and nothing of it is missing; whether it had something. */
    boolean leave(final ExecutorId executor) {
        boolean some = false;
        for (final ShuffleOutputs outputs : shuffles.values()) {
            if (outputs.leave(executor)) {
                outputs.renew(++clock);
                some = true;
            }
        }
        return some;
    }

    /** Whether an executor that is gone has left something that nobody can read. */
    boolean isLeftBy(final ExecutorId executor) {
        return shuffles.values().stream().anyMatch(outputs -> outputs.isLeftBy(executor));
    }

    /** What an executor had is read from another one from now on. */
    void inherit(final ExecutorId executor, final ExecutorId heir) {
        for (final ShuffleOutputs outputs : shuffles.values()) {
            if (outputs.inherit(executor, heir)) {
                outputs.renew(++clock);
            }
        }
    }

    /** Drops every output of a shuffle, since what they were made from has changed. */
    void dropAll(final ShuffleOutputs outputs) {
        for (int map = 0; map < outputs.wanted(); map++) {
            if (!outputs.isMissing(map)) {
                outputs.drop(map);
            }
        }
        outputs.renew(++clock);
    }

    /** Forgets who has had something and has nothing any more, but for those that are there: their readers may have been told of it. */
    void forgetOwners(final Predicate<ExecutorId> there) {
        shuffles.values().forEach(outputs -> outputs.forgetOwners(there));
    }

    void forget(final ShuffleId shuffle) {
        shuffles.remove(shuffle);
    }
}
