package io.kindling.scheduler;

import java.util.BitSet;

/** Which partitions of a stage are there: map outputs, or delivered results. */
interface StageResults {

    /** How many partitions are wanted in all. */
    int wanted();

    /** How many of them are not there. */
    int missingCount();

    /** Whether a partition is wanted and not there. */
    boolean isMissing(int partition);

    /** A copy of what is wanted and not there. */
    BitSet missing();
}
