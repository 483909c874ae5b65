package io.kindling.scheduler;

import java.util.BitSet;
import java.util.Collection;

/** Which result partitions of a job were delivered. */
final class DeliveredResults implements StageResults {

    private final BitSet missing = new BitSet();
    private final int wanted;
    private int missingCount;

    DeliveredResults(final Collection<Integer> partitions) {
        partitions.forEach(missing::set);
        wanted = missing.cardinality();
        missingCount = wanted;
    }

    void deliver(final int partition) {
        missing.clear(partition);
        missingCount--;
    }

    int delivered() {
        return wanted - missingCount;
    }

    @Override
    public int wanted() {
        return wanted;
    }

    @Override
    public int missingCount() {
        return missingCount;
    }

    @Override
    public boolean isMissing(final int partition) {
        return missing.get(partition);
    }

    @Override
    public BitSet missing() {
        return (BitSet) missing.clone();
    }
}
