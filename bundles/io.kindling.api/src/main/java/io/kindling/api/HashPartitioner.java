package io.kindling.api;

/** Spreads keys by their hash codes; null goes to partition 0. What operations use if nothing else is said. */
public final class HashPartitioner extends Partitioner {

    private static final long serialVersionUID = 1L;

    private final int partitions;

    /** @param partitions at least 1 */
    public HashPartitioner(final int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("There must be at least 1 partition, not " + partitions);
        }
        this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
        return partitions;
    }

    @Override
    public int getPartition(final Object key) {
        return key == null ? 0 : Math.floorMod(key.hashCode(), partitions);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof HashPartitioner that && partitions == that.partitions;
    }

    @Override
    public int hashCode() {
        return partitions;
    }

    @Override
    public String toString() {
        return "HashPartitioner(" + partitions + ")";
    }
}
