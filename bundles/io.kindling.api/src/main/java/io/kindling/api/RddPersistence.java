package io.kindling.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * How an {@link Rdd} is kept, so that it is not computed again. Used as operations of Rdd: only that one is public.
 *
 * @param <T> the type of its records
 */
@ProviderType
interface RddPersistence<T> {

    /**
     * Keeps its partitions in the executors' memory from their first computation on; those that do not fit are computed again.
     * What is computed of a {@link Rdd#repartition} of shuffled records is not kept: computed again it might be spread in another way,
     * and then lost and kept partitions would not fit each other. The shuffle's files are used again instead.
     */
    Rdd<T> cache();

    /**
     * Keeps its partitions on the executors from their first computation on, as the level says. {@link #cache} is the same with
     * {@link StorageLevels#MEMORY_ONLY}. A partition that is lost, or has no room, is computed again where it is needed.
     *
     * @throws UnsupportedOperationException if it has another level already; {@link #unpersist} first
     */
    Rdd<T> persist(StorageLevel level);

    /** Forgets what is kept; does not wait until the executors have. */
    Rdd<T> unpersist();

    /**
     * Forgets what is kept.
     *
     * @param blocking whether to wait until the executors have forgotten it, for a few seconds at the most
     */
    Rdd<T> unpersist(boolean blocking);

    /** How it is to be kept; {@link StorageLevels#NONE} if it is not. */
    StorageLevel getStorageLevel();

    /**
     * Has its records written to the checkpoint directory after the next job that needs it, and forgets how it was made from then on. It is
     * computed again for that, so {@link #persist} it before. To be called before any job has run on it. The thread that waited for the job
     * writes; what nobody waits for, an asynchronous or an approximate action, writes nothing, as in Spark. If this is made of other data sets that
     * are to be checkpointed, they are not, until a job needs them for something else.
     *
     * @throws KindlingException if there is no checkpoint directory; see {@link KindlingContext#setCheckpointDir}
     */
    void checkpoint();

    /**
     * Forgets how it was made after the next job that needs it, and relies on what executors keep of it on their disks and in their memory:
     * faster than {@link #checkpoint}, but if a partition is lost with its executor, jobs that need it fail.
     */
    void localCheckpoint();

    /** Whether its lineage has been cut by {@link #checkpoint} or {@link #localCheckpoint}. */
    boolean isCheckpointed();

    /** The directory that {@link #checkpoint} has written, if it has. */
    Optional<String> getCheckpointFile();
}
