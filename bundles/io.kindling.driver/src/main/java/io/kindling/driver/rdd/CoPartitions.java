package io.kindling.driver.rdd;

import io.kindling.plan.RddNode;
import io.kindling.protocol.stage.Partitioning;
import java.util.Arrays;

/** How many partitions a shuffle gets if the application does not say: such that an input that is hashed already can stay as it is. */
final class CoPartitions {

    /** An input with so much fewer partitions than another one is rather shuffled again. */
    private static final int MUCH = 10;

    private CoPartitions() {
    }

    static int of(final Parallelism parallelism, final RddNode... inputs) {
        final int most = Arrays.stream(inputs).mapToInt(RddNode::partitions).max().orElse(1);
        final int hashed = Arrays.stream(inputs).map(RddNode::partitioner).filter(Partitioning.Hash.class::isInstance)
                .mapToInt(Partitioning::partitions).max().orElse(0);
        final int wanted = parallelism.ofShuffle(most);
        return hashed > 0 && (hashed >= wanted || most / hashed < MUCH) ? hashed : wanted;
    }
}
