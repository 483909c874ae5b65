package io.kindling.storage.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Reads and keeps cached partitions. May block for as long as a disk takes; what threads may use it is the implementation's matter. */
@ConsumerType
public interface BlockAccess {

    /** A block that is kept here, to be closed when it has been read; null if it is not. */
    StoredBlock get(BlockId block);

    /**
     * Begins to keep a block; what was kept under its id stays until the draft is committed.
     *
     * @param level how; its replicas are the caller's matter
     */
    BlockDraft draft(BlockId block, KeepLevel level);
}
