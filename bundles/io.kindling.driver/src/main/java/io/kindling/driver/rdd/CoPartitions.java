package io.kindling.driver.rdd;

import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Partitioning;
import java.util.Arrays;
import java.util.Comparator;

/** Which partitions a shuffle makes if the application does not say: such that an input that is partitioned already can stay as it is. */
final class CoPartitions {

    /** An input with so much fewer partitions than another one is rather shuffled again. */
    private static final int MUCH = 10;

    private CoPartitions() {
    }

    /** The partitions that an input has already, unless they are far too few; hashed ones otherwise. */
    static Partitioning of(final Parallelism parallelism, final RddNode... inputs) {
        final int most = Arrays.stream(inputs).mapToInt(RddNode::partitions).max().orElse(1);
        final int wanted = parallelism.ofShuffle(most);
        return Arrays.stream(inputs).map(RddNode::partitioner)
                .filter(known -> known instanceof Partitioning.Hash || known instanceof Partitioning.Custom)
                .max(Comparator.comparingInt(Partitioning::partitions))
                .filter(known -> known.partitions() >= wanted || most / known.partitions() < MUCH)
                .orElse(new Partitioning.Hash(wanted));
    }
}
