package io.kindling.storage.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A block that is being made. Either all its records are given as objects at the end, or encoded batches one by one. Nobody sees it
 * before it is committed. That it cannot be kept is no error: the partition is computed again where it is needed. Used by one thread.
 */
@ConsumerType
public interface BlockDraft extends AutoCloseable {

    /**
     * Asks for room on the heap for objects, so many bytes in all; pushes blocks of other data sets out for it.
     *
     * @return false if there is none; what was given before stays until the first {@link #append} or the end
     */
    boolean reserve(long bytes);

    /**
     * Keeps objects and ends the draft.
     *
     * @param records not to be changed any more
     * @param bytes   what they take on the heap, about
     * @param encoder used when they must go to disk or to another executor
     * @return whether they are kept
     */
    boolean keep(Object[] records, long bytes, BlockEncoder encoder);

    /**
     * Adds a batch of encoded records. It goes to memory while there is room and the level has no objects, to disk after that.
     *
     * @return false if the block cannot be kept: nothing more need be given
     */
    boolean append(byte[] bytes, int offset, int length);

    /** Keeps what was appended and ends the draft; whether it is kept. */
    boolean commit();

    /** Leaves nothing behind; harmless when it has ended. */
    @Override
    void close();
}
