package io.kindling.storage.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears where blocks are. Called on any thread, without locks held; must return at once. */
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
