package io.kindling.executor.data;

import io.kindling.storage.api.BlockAccess;
import io.kindling.storage.api.BlockDraft;
import io.kindling.storage.api.BlockEncoder;
import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.BlockStore;
import io.kindling.storage.api.KeepLevel;
import io.kindling.storage.api.StoredBlock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The kept partitions as one attempt sees them: what it keeps itself is its own until it has succeeded, and is gone if it does not.
 * Used by the attempt's thread.
 */
public final class AttemptBlocks implements BlockAccess, AutoCloseable {

    private final BlockStore store;
    private final UnprovenBlocks unproven;
    private final BlockCopies copies;
    private final Map<BlockId, KeepLevel> kept = new LinkedHashMap<>();

    AttemptBlocks(final BlockStore store, final UnprovenBlocks unproven, final BlockCopies copies) {
        this.store = store;
        this.unproven = unproven;
        this.copies = copies;
    }

    /** The attempt has succeeded: what it has kept is there for all, with as many copies as it should have. Waits for those. */
    public void prove() {
        kept.keySet().forEach(block -> unproven.end(block, this));
        kept.forEach((block, level) -> {
            if (level.replicas() > 1) {
                copies.leave(block, level);
            }
        });
        kept.clear();
    }

    /** What has not been proven is not kept. */
    @Override
    public void close() {
        for (final BlockId block : kept.keySet()) {
            store.drop(block); // first: until it is gone nobody may see it
            unproven.end(block, this);
        }
        kept.clear();
    }

    @Override
    public StoredBlock get(final BlockId block) {
        return unproven.isVisible(block, this) ? store.get(block) : null;
    }

    @Override
    public BlockDraft draft(final BlockId block, final KeepLevel level) {
        return new Own(store.draft(block, level), block, level);
    }

    private final class Own implements BlockDraft {

        private final BlockDraft draft;
        private final BlockId block;
        private final KeepLevel level;

        Own(final BlockDraft draft, final BlockId block, final KeepLevel level) {
            this.draft = draft;
            this.block = block;
            this.level = level;
        }

        @Override
        public boolean reserve(final long bytes) {
            return draft.reserve(bytes);
        }

        @Override
        public boolean keep(final Object[] records, final long bytes, final BlockEncoder encoder) {
            final boolean again = begin();
            return ended(draft.keep(records, bytes, encoder), again);
        }

        @Override
        public boolean append(final byte[] bytes, final int offset, final int length) {
            return draft.append(bytes, offset, length);
        }

        @Override
        public boolean commit() {
            final boolean again = begin();
            return ended(draft.commit(), again);
        }

        /** Before it is in the store; if that fails, it is let go with the attempt. Whether the attempt has kept it before. */
        private boolean begin() {
            unproven.begin(block, AttemptBlocks.this);
            return kept.put(block, level) != null;
        }

        private boolean ended(final boolean isKept, final boolean again) {
            if (!isKept && !again) {
                kept.remove(block);
                unproven.end(block, AttemptBlocks.this);
            }
            return isKept;
        }

        @Override
        public void close() {
            draft.close();
        }
    }
}
