package io.kindling.storage.memory;

import io.kindling.storage.api.BlockId;
import io.kindling.storage.api.KeepLevel;

/** A block of the store; guarded by its lock. */
final class Kept {

    final BlockId id;
    final KeepLevel level;
    Form memory;
    DiskForm disk;
    /** Whether a thread is taking it out of memory; that one gives the memory back then. */
    boolean leaving;
    /** When it was used, in the order of those that can be pushed out. */
    long lastUse;

    Kept(final BlockId id, final KeepLevel level, final Form memory, final DiskForm disk) {
        this.id = id;
        this.level = level;
        this.memory = memory;
        this.disk = disk;
    }

    boolean isOnHeap() {
        return memory != null && !(memory instanceof OffHeapForm);
    }

    /** Whether its memory comes free when it is pushed out, and nobody does that yet. */
    boolean isEvictable() {
        return memory != null && !leaving && (!(memory instanceof OffHeapForm form) || form.bytes() > 0 && !form.isRead());
    }
}
