package io.kindling.scheduler;

import io.kindling.common.ExecutorId;
import io.kindling.common.ShuffleId;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The map outputs of one shuffle: by map partition, who has it and which attempt made it. */
final class ShuffleOutputs implements StageResults {

    private final ShuffleId shuffle;
    private final ExecutorId[] byMap;
    private final long[] attempts;
    private final Set<ExecutorId> owners = new HashSet<>();
    private final BitSet missing;
    /** Maps whose executor is gone, and whose outputs wait where it has left them. */
    private final BitSet left = new BitSet();
    private int missingCount;
    private int epoch;
    private List<ExecutorId> publishedByMap;
    private long[] publishedAttempts;

    ShuffleOutputs(final ShuffleId shuffle, final int maps, final int epoch) {
        this.shuffle = shuffle;
        this.byMap = new ExecutorId[maps];
        this.attempts = new long[maps];
        this.missing = new BitSet(maps);
        this.missing.set(0, maps);
        this.missingCount = maps;
        this.epoch = epoch;
    }

    ShuffleId shuffle() {
        return shuffle;
    }

    int epoch() {
        return epoch;
    }

    boolean isComplete() {
        return missingCount == 0 && left.isEmpty();
    }

    /** Whether an executor that is gone has left some of it. */
    boolean isLeftBy(final ExecutorId executor) {
        return left.stream().anyMatch(map -> executor.equals(byMap[map]));
    }

    /** Nobody can read what an executor had for now; whether it had some. */
    boolean leave(final ExecutorId executor) {
        final BitSet maps = mapsOf(executor);
        left.or(maps);
        return !maps.isEmpty();
    }

    /** What an executor had is read from another one from now on; whether it had some. */
    boolean inherit(final ExecutorId executor, final ExecutorId heir) {
        final BitSet maps = mapsOf(executor);
        maps.stream().forEach(map -> move(map, heir));
        return !maps.isEmpty();
    }

    /** Who has a map output, or null. */
    ExecutorId owner(final int map) {
        return map >= 0 && map < byMap.length ? byMap[map] : null;
    }

    /** Whose output a map's is, if it has one. */
    long attempt(final int map) {
        return attempts[map];
    }

    /** The maps whose outputs an executor has; a set of the caller's own. */
    BitSet mapsOf(final ExecutorId executor) {
        final BitSet maps = new BitSet();
        if (wasEverAt(executor)) {
            for (int map = 0; map < byMap.length; map++) {
                if (executor.equals(byMap[map])) {
                    maps.set(map);
                }
            }
        }
        return maps;
    }

    /** Whether an executor has or had some of it, so that readers may have been told so. */
    boolean wasEverAt(final ExecutorId executor) {
        return owners.contains(executor);
    }

    /** Forgets who has had some of it and has nothing any more, but for those that are there. */
    void forgetOwners(final Predicate<ExecutorId> there) {
        if (!owners.stream().allMatch(there)) {
            final Set<ExecutorId> now = new HashSet<>(Arrays.asList(byMap));
            owners.removeIf(owner -> !there.test(owner) && !now.contains(owner));
        }
    }

    /** The same output lies somewhere else now. */
    void move(final int map, final ExecutorId executor) {
        left.clear(map);
        byMap[map] = executor;
        owners.add(executor);
    }

    void put(final int map, final ExecutorId executor, final long attempt) {
        byMap[map] = executor;
        owners.add(executor);
        attempts[map] = attempt;
        missing.clear(map);
        missingCount--;
    }

    void drop(final int map) {
        byMap[map] = null;
        left.clear(map);
        missing.set(map);
        missingCount++;
    }

    /** Drops all that an executor had, and says which. */
    BitSet dropAllOf(final ExecutorId executor) {
        final BitSet dropped = new BitSet();
        for (int map = 0; map < byMap.length; map++) {
            if (executor.equals(byMap[map])) {
                dropped.set(map);
                drop(map);
            }
        }
        return dropped;
    }

    void renew(final int newEpoch) {
        epoch = newEpoch;
        publishedByMap = null;
        publishedAttempts = null;
    }

    /** Who has what; only asked of a complete shuffle, and shared by all who are told until the next change. */
    List<ExecutorId> publishedByMap() {
        if (publishedByMap == null) {
            publishedByMap = Collections.unmodifiableList(Arrays.asList(byMap.clone()));
            publishedAttempts = attempts.clone();
        }
        return publishedByMap;
    }

    long[] publishedAttempts() {
        publishedByMap();
        return publishedAttempts;
    }

    @Override
    public int wanted() {
        return byMap.length;
    }

    @Override
    public int missingCount() {
        return missingCount;
    }

    @Override
    public boolean isMissing(final int partition) {
        return missing.get(partition);
    }

    @Override
    public BitSet missing() {
        return (BitSet) missing.clone();
    }
}
