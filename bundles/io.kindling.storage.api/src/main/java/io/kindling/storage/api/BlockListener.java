package io.kindling.storage.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears where blocks are, each block's changes in their order. For that the store holds its lock: it is called on any thread, must return at
 * once and must not call the store.
 */
@ConsumerType
@FunctionalInterface
public interface BlockListener {

    /** Takes no notice. */
    BlockListener NONE = (block, level, memory, disk) -> { };

    /**
     * A block is kept in another way now.
     *
     * @param level  how it was to be kept
     * @param memory its bytes in memory
     * @param disk   its bytes on disk; if both are 0 it is forgotten, or empty
     */
    void changed(BlockId block, KeepLevel level, long memory, long disk);
}
