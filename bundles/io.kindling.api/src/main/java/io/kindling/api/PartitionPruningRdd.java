package io.kindling.api;

import io.kindling.api.function.Function;

/** Data sets of some partitions of others. */
public final class PartitionPruningRdd {

    private PartitionPruningRdd() {
    }

    /** The partitions of a data set whose numbers a function accepts; it is called at the driver. The others are not computed. */
    public static <T> Rdd<T> create(final Rdd<T> data, final Function<Integer, Boolean> filter) {
        return data.filterPartitions(filter);
    }
}
