package io.kindling.dataflow.run;

import java.util.Comparator;

/** Chooses partitions after a shuffle. Used by one thread. */
interface Partitioner {

    /** The partition of a key whose hash code is known. */
    int partition(Object key, int hash);

    /** By hash code. */
    record ByHash(int partitions) implements Partitioner {
        @Override
        public int partition(final Object key, final int hash) {
            return (hash & Integer.MAX_VALUE) % partitions;
        }
    }

    /** By upper bounds; what is above all of them goes last. */
    record ByRange(Object[] bounds, Comparator<Object> order) implements Partitioner {
        @Override
        public int partition(final Object key, final int hash) {
            int low = 0;
            int high = bounds.length;
            while (low < high) {
                final int middle = (low + high) >>> 1;
                if (order.compare(key, bounds[middle]) <= 0) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }

    /** As the application says. */
    record Own(io.kindling.api.Partitioner partitioner, int partitions) implements Partitioner {
        @Override
        public int partition(final Object key, final int hash) {
            final int partition = partitioner.getPartition(key);
            if (partition < 0 || partition >= partitions) {
                throw new IllegalArgumentException(partitioner.getClass().getName() + ".getPartition returned " + partition + " for the key "
                        + key + "; it must be 0 to " + (partitions - 1));
            }
            return partition;
        }
    }
}
