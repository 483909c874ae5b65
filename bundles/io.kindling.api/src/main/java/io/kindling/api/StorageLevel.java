package io.kindling.api;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * How a data set is kept by {@link Rdd#persist}: where, in which form, and on how many executors. The usual ones are in
 * {@link StorageLevels}; those of {@link StorageLevels#create} are equal to them if they say the same. Immutable.
 */
public final class StorageLevel implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MOST_REPLICAS = 40;

    private final boolean useDisk;
    private final boolean useMemory;
    private final boolean useOffHeap;
    private final boolean deserialized;
    private final int replication;

    StorageLevel(final boolean useDisk, final boolean useMemory, final boolean useOffHeap, final boolean deserialized, final int replication) {
        if (replication < 1 || replication >= MOST_REPLICAS) {
            throw new IllegalArgumentException("A partition is kept on 1 to " + (MOST_REPLICAS - 1) + " executors, not on " + replication);
        }
        if (deserialized && useOffHeap) {
            throw new IllegalArgumentException("Memory outside of the heap cannot hold objects; use a level that is not deserialized");
        }
        this.useDisk = useDisk;
        this.useMemory = useMemory;
        this.useOffHeap = useOffHeap;
        this.deserialized = deserialized;
        this.replication = replication;
    }

    /** {@link StorageLevels#NONE}, by the call that Spark's Java users know. */
    public static StorageLevel NONE() {
        return StorageLevels.NONE;
    }

    /** {@link StorageLevels#DISK_ONLY}, by the call that Spark's Java users know. */
    public static StorageLevel DISK_ONLY() {
        return StorageLevels.DISK_ONLY;
    }

    /** {@link StorageLevels#DISK_ONLY_2}, by the call that Spark's Java users know. */
    public static StorageLevel DISK_ONLY_2() {
        return StorageLevels.DISK_ONLY_2;
    }

    /** {@link StorageLevels#DISK_ONLY_3}, by the call that Spark's Java users know. */
    public static StorageLevel DISK_ONLY_3() {
        return StorageLevels.DISK_ONLY_3;
    }

    /** {@link StorageLevels#MEMORY_ONLY}, by the call that Spark's Java users know. */
    public static StorageLevel MEMORY_ONLY() {
        return StorageLevels.MEMORY_ONLY;
    }

    /** {@link StorageLevels#MEMORY_ONLY_2}, by the call that Spark's Java users know. */
    public static StorageLevel MEMORY_ONLY_2() {
        return StorageLevels.MEMORY_ONLY_2;
    }

    /** {@link StorageLevels#MEMORY_ONLY_SER}, by the call that Spark's Java users know. */
    public static StorageLevel MEMORY_ONLY_SER() {
        return StorageLevels.MEMORY_ONLY_SER;
    }

    /** {@link StorageLevels#MEMORY_ONLY_SER_2}, by the call that Spark's Java users know. */
    public static StorageLevel MEMORY_ONLY_SER_2() {
        return StorageLevels.MEMORY_ONLY_SER_2;
    }

    /** {@link StorageLevels#MEMORY_AND_DISK}, by the call that Spark's Java users know. */
    public static StorageLevel MEMORY_AND_DISK() {
        return StorageLevels.MEMORY_AND_DISK;
    }

    /** {@link StorageLevels#MEMORY_AND_DISK_2}, by the call that Spark's Java users know. */
    public static StorageLevel MEMORY_AND_DISK_2() {
        return StorageLevels.MEMORY_AND_DISK_2;
    }

    /** {@link StorageLevels#MEMORY_AND_DISK_SER}, by the call that Spark's Java users know. */
    public static StorageLevel MEMORY_AND_DISK_SER() {
        return StorageLevels.MEMORY_AND_DISK_SER;
    }

    /** {@link StorageLevels#MEMORY_AND_DISK_SER_2}, by the call that Spark's Java users know. */
    public static StorageLevel MEMORY_AND_DISK_SER_2() {
        return StorageLevels.MEMORY_AND_DISK_SER_2;
    }

    /** {@link StorageLevels#OFF_HEAP}, by the call that Spark's Java users know. */
    public static StorageLevel OFF_HEAP() {
        return StorageLevels.OFF_HEAP;
    }

    /**
     * The level that is called so, e.g. {@code MEMORY_AND_DISK_SER}.
     *
     * @throws IllegalArgumentException if none is
     */
    public static StorageLevel fromString(final String name) {
        return StorageLevels.named(requireNonNull(name, "the name of a storage level is null"));
    }

    /** Whether partitions that are not in memory are on a local disk. */
    public boolean useDisk() {
        return useDisk;
    }

    /** Whether partitions are in memory as long as there is room. */
    public boolean useMemory() {
        return useMemory;
    }

    /** Whether that memory is outside of the heap. */
    public boolean useOffHeap() {
        return useOffHeap;
    }

    /** Whether partitions in memory are objects, and not encoded. */
    public boolean deserialized() {
        return deserialized;
    }

    /** On how many executors each partition is kept. */
    public int replication() {
        return replication;
    }

    /** Whether anything is kept. */
    public boolean isValid() {
        return useMemory || useDisk;
    }

    /** In words. */
    public String description() {
        if (!isValid()) {
            return "Not kept";
        }
        return (useDisk ? "Disk " : "") + (useMemory ? useOffHeap ? "Memory (off heap) " : "Memory " : "")
                + (deserialized ? "Deserialized " : "Serialized ") + replication + "x Replicated";
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof StorageLevel that && useDisk == that.useDisk && useMemory == that.useMemory && useOffHeap == that.useOffHeap
                && deserialized == that.deserialized && replication == that.replication;
    }

    @Override
    public int hashCode() {
        return ((useDisk ? 8 : 0) | (useMemory ? 4 : 0) | (useOffHeap ? 2 : 0) | (deserialized ? 1 : 0)) * MOST_REPLICAS + replication;
    }

    @Override
    public String toString() {
        return "StorageLevel(" + (useDisk ? "disk, " : "") + (useMemory ? "memory, " : "") + (useOffHeap ? "offheap, " : "")
                + (deserialized ? "deserialized, " : "") + replication + " replicas)";
    }
}
