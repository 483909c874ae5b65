package io.kindling.api;

/**
 * What is kept of a data set, as the executors have told it.
 *
 * @param id                  the data set's
 * @param name                its name, or where the application made it
 * @param numPartitions       how many partitions it has
 * @param storageLevel        how it is to be kept
 * @param numCachedPartitions how many of them are kept somewhere
 * @param memSize             bytes in memory, of all copies, by the stores' estimates
 * @param diskSize            bytes on disk, of all copies
 */
public record RddStorage(int id, String name, int numPartitions, StorageLevel storageLevel, int numCachedPartitions, long memSize, long diskSize) {

    /** Whether anything of it is kept. */
    public boolean isCached() {
        return numCachedPartitions > 0;
    }
}
