package io.kindling.storage.api;

import io.kindling.common.RddId;
import org.osgi.annotation.versioning.ConsumerType;

/** Keeps cached partitions on an executor. A service of the storage bundles. Thread-safe; may block for as long as copying takes. */
@ConsumerType
public interface BlockStore {

    /** The block's records, unmodifiable, or null if it is not kept. */
    Object[] get(BlockId block);

    /**
     * Keeps a block if there is room, dropping blocks of other data sets that have not been used for longest.
     *
     * @param records    not to be changed any more
     * @param sizeBytes  an estimate of what it takes on the heap
     * @return whether it is kept
     */
    boolean put(BlockId block, Object[] records, long sizeBytes);

    /** Forgets every block of a data set. */
    void remove(String application, RddId rdd);

    /** Forgets every block of an application. */
    void removeAll(String application);

    /** What is kept, in bytes by the estimates given. */
    long usedBytes();
}
