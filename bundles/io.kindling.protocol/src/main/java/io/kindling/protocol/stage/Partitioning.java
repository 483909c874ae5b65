package io.kindling.protocol.stage;

import java.util.Arrays;

/** Which partition after a shuffle a record goes to. */
public sealed interface Partitioning {

    /** How many partitions there are after the shuffle. */
    int partitions();

    /** By the hash code of the key; null goes to 0. */
    record Hash(int partitions) implements Partitioning {
    }

    /** Evenly, starting at a place that depends on the map partition; whole records, not pairs. */
    record RoundRobin(int partitions) implements Partitioning {
    }

    /**
     * By ranges of keys.
     *
     * @param partitions how many
     * @param order      of the keys
     * @param bounds     the encoded upper bounds of all partitions but the last, in the order's sequence
     */
    record Range(int partitions, KeyOrder order, byte[] bounds) implements Partitioning {

        /** Of the same bounds in the same order. */
        @Override
        public boolean equals(final Object other) {
            return other instanceof Range that && partitions == that.partitions && order.ascending() == that.order.ascending()
                    && Arrays.equals(order.comparator().bytes(), that.order.comparator().bytes())
                    && order.comparator().language() == that.order.comparator().language() && Arrays.equals(bounds, that.bounds);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bounds);
        }
    }

    /**
     * As a {@code Partitioner} of the application says. Equal if the partitioners were equal when they were serialised.
     *
     * @param partitions  how many
     * @param partitioner the serialised partitioner
     */
    record Custom(int partitions, FunctionBlob partitioner) implements Partitioning {

        @Override
        public boolean equals(final Object other) {
            return other instanceof Custom that && partitions == that.partitions && Arrays.equals(partitioner.bytes(), that.partitioner.bytes());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(partitioner.bytes());
        }
    }
}
