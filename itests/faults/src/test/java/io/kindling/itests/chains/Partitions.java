package io.kindling.itests.chains;

import io.kindling.api.Partitioner;

/** Partitioners of an application's. */
public final class Partitions {

    private Partitions() {
    }

    /** By what a key is made of; one for the same number of partitions is the same. */
    public static final class ByCode extends Partitioner {

        private static final long serialVersionUID = 1L;

        private final int partitions;

        public ByCode(final int partitions) {
            this.partitions = partitions;
        }

        @Override
        public int numPartitions() {
            return partitions;
        }

        @Override
        public int getPartition(final Object key) {
            return Values.code(key) % partitions;
        }

        @Override
        public boolean equals(final Object other) {
            return other instanceof ByCode that && partitions == that.partitions;
        }

        @Override
        public int hashCode() {
            return partitions;
        }
    }

    /** Nearly all to the last partition, and equal to no other. */
    public static final class Skewed extends Partitioner {

        private static final long serialVersionUID = 1L;

        private final int partitions;

        public Skewed(final int partitions) {
            this.partitions = partitions;
        }

        @Override
        public int numPartitions() {
            return partitions;
        }

        @Override
        public int getPartition(final Object key) {
            return Values.code(key) % 10 == 0 ? 0 : partitions - 1;
        }
    }
}
