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

    Kept(final BlockId id, final KeepLevel level, final Form memory, final DiskForm disk) {
        this.id = id;
        this.level = level;
        this.memory = memory;
        this.disk = disk;
    }

    boolean isOnHeap() {
        return memory != null && !(memory instanceof OffHeapForm);
    }

    long heapBytes() {
        return isOnHeap() ? memory.bytes() : 0;
    }
}
