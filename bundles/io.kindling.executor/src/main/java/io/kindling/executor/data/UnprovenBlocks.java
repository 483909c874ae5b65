package io.kindling.executor.data;

import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.BlockListener;
import io.kindling.storage.api.KeepLevel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The partitions that attempts have kept which have not succeeded: to nobody else are they there, and the driver does not hear of them. If one of them
 * were read and its attempt failed, what that attempt gathered for accumulators would be lost, since nobody would compute the partition again.
 * Thread-safe; never blocks, and calls no store.
 */
public final class UnprovenBlocks implements BlockListener {

    private final BlockReports reports;
    private final Map<BlockId, Unproven> blocks = new ConcurrentHashMap<>();

    /** @param reports hears of the others, and of these when they are proven */
    public UnprovenBlocks(final BlockReports reports) {
        this.reports = reports;
    }

    BlockReports reports() {
        return reports;
    }

    @Override
    public void changed(final BlockId block, final KeepLevel level, final long memory, final long disk) {
        reports.keepsFor(block.application());
        final Change change = new Change(level, memory, disk);
        // Told within: the changes of a block are told in their order.
        blocks.compute(block, (id, unproven) -> {
            if (unproven == null) {
                tell(block, change);
            } else {
                unproven.last = change;
            }
            return unproven;
        });
    }

    /** An attempt is about to keep a partition. */
    void begin(final BlockId block, final Object attempt) {
        blocks.compute(block, (id, known) -> {
            final Unproven unproven = known == null ? new Unproven() : known;
            unproven.attempts.add(attempt);
            return unproven;
        });
    }

    /** An attempt has not kept it after all, or has succeeded, or has failed and what it kept is gone. */
    void end(final BlockId block, final Object attempt) {
        blocks.computeIfPresent(block, (id, unproven) -> {
            unproven.attempts.remove(attempt);
            if (!unproven.attempts.isEmpty()) {
                return unproven;
            }
            if (unproven.last != null) {
                tell(block, unproven.last);
            }
            return null;
        });
    }

    /** Whether an attempt may read it, or anybody if that is null. While several keep it at once, none may. */
    boolean isVisible(final BlockId block, final Object attempt) {
        final Unproven unproven = blocks.get(block);
        return unproven == null || attempt != null && unproven.isOf(attempt);
    }

    private void tell(final BlockId block, final Change change) {
        reports.changed(block, change.level, change.memory, change.disk);
    }

    private record Change(KeepLevel level, long memory, long disk) {
    }

    /** Changed while the map holds its place only. */
    private static final class Unproven {

        private final Set<Object> attempts = ConcurrentHashMap.newKeySet(2);
        private volatile Change last;

        boolean isOf(final Object attempt) {
            return attempts.size() == 1 && attempts.contains(attempt);
        }
    }
}
