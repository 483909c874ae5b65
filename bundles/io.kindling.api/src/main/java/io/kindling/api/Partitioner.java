package io.kindling.api;

import java.io.Serializable;

/**
 * Says which partition a key belongs to after a shuffle. It travels to the executors. Two data sets whose partitioners are equal are
 * joined without a shuffle, so define {@code equals} and {@code hashCode}.
 */
public abstract class Partitioner implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How many partitions there are, at least 1. */
    public abstract int numPartitions();

    /** The partition of a key, from 0; must be the same whenever and wherever it is asked. */
    public abstract int getPartition(Object key);
}
