package io.kindling.storage.api;

import io.kindling.common.RddId;
import org.osgi.annotation.versioning.ConsumerType;

/** Keeps the cached partitions of one executor. Thread-safe; may block for as long as a disk takes. */
@ConsumerType
public interface BlockStore extends BlockAccess, AutoCloseable {

    /** Forgets one block, e.g. since it is damaged. */
    void drop(BlockId block);

    /** Forgets every block of a data set. */
    void remove(String application, RddId rdd);

    /** Forgets every block of an application. */
    void removeAll(String application);

    /**
     * Execution needs memory: takes the blocks unused for longest out of the heap, onto the disk if their level says so.
     *
     * @param bytes so much is wanted
     * @return how much was freed
     */
    long shrink(long bytes);

    /** What is kept in memory, in bytes by the estimates given. */
    long usedBytes();

    /** Forgets everything. */
    @Override
    void close();
}
