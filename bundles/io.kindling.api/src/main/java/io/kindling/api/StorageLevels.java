package io.kindling.api;

/** The usual {@link StorageLevel}s. */
public final class StorageLevels {

    /** Not kept. */
    public static final StorageLevel NONE = create(false, false, false, 1);
    /** On disk. */
    public static final StorageLevel DISK_ONLY = create(true, false, false, 1);
    /** On the disks of two executors. */
    public static final StorageLevel DISK_ONLY_2 = create(true, false, false, 2);
    /** On the disks of three executors. */
    public static final StorageLevel DISK_ONLY_3 = create(true, false, false, 3);
    /** As objects in memory; what does not fit is computed again. */
    public static final StorageLevel MEMORY_ONLY = create(false, true, true, 1);
    /** The same on two executors. */
    public static final StorageLevel MEMORY_ONLY_2 = create(false, true, true, 2);
    /** Encoded in memory; what does not fit is computed again. */
    public static final StorageLevel MEMORY_ONLY_SER = create(false, true, false, 1);
    /** The same on two executors. */
    public static final StorageLevel MEMORY_ONLY_SER_2 = create(false, true, false, 2);
    /** As objects in memory; what does not fit is on disk. */
    public static final StorageLevel MEMORY_AND_DISK = create(true, true, true, 1);
    /** The same on two executors. */
    public static final StorageLevel MEMORY_AND_DISK_2 = create(true, true, true, 2);
    /** Encoded in memory; what does not fit is on disk. */
    public static final StorageLevel MEMORY_AND_DISK_SER = create(true, true, false, 1);
    /** The same on two executors. */
    public static final StorageLevel MEMORY_AND_DISK_SER_2 = create(true, true, false, 2);
    /** Encoded in memory outside of the heap, as much as {@code kindling.memory.offHeap.size} allows; what does not fit is on disk. */
    public static final StorageLevel OFF_HEAP = create(true, true, true, false, 1);

    private StorageLevels() {
    }

    static StorageLevel named(final String name) {
        return switch (name) {
            case "NONE" -> NONE;
            case "DISK_ONLY" -> DISK_ONLY;
            case "DISK_ONLY_2" -> DISK_ONLY_2;
            case "DISK_ONLY_3" -> DISK_ONLY_3;
            case "MEMORY_ONLY" -> MEMORY_ONLY;
            case "MEMORY_ONLY_2" -> MEMORY_ONLY_2;
            case "MEMORY_ONLY_SER" -> MEMORY_ONLY_SER;
            case "MEMORY_ONLY_SER_2" -> MEMORY_ONLY_SER_2;
            case "MEMORY_AND_DISK" -> MEMORY_AND_DISK;
            case "MEMORY_AND_DISK_2" -> MEMORY_AND_DISK_2;
            case "MEMORY_AND_DISK_SER" -> MEMORY_AND_DISK_SER;
            case "MEMORY_AND_DISK_SER_2" -> MEMORY_AND_DISK_SER_2;
            case "OFF_HEAP" -> OFF_HEAP;
            default -> throw new IllegalArgumentException("There is no storage level '" + name + "'; there are NONE, DISK_ONLY, MEMORY_ONLY and MEMORY_AND_DISK, "
                    + "with _SER those in memory, with _2 each of them but NONE, with _3 DISK_ONLY, and OFF_HEAP");
        };
    }

    /** A level on the heap. */
    public static StorageLevel create(final boolean useDisk, final boolean useMemory, final boolean deserialized, final int replication) {
        return create(useDisk, useMemory, false, deserialized, replication);
    }

    /** A level. */
    public static StorageLevel create(final boolean useDisk, final boolean useMemory, final boolean useOffHeap, final boolean deserialized,
                                      final int replication) {
        return new StorageLevel(useDisk, useMemory, useOffHeap, deserialized, replication);
    }
}
