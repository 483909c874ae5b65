package io.kindling.api;

import io.kindling.api.function.Function2;
import io.kindling.api.spi.PartitionFunctions;
import java.util.Iterator;

/** Results of partitions combined on the executors in rounds, so that the driver gets a few instead of all. */
final class Trees {

    private Trees() {
    }

    /** @param parts one record in each partition, or none */
    static <U> Rdd<U> combined(final Rdd<U> parts, final Function2<U, U, U> combine, final int depth) {
        if (depth < 1) {
            throw new IllegalArgumentException("The depth of a tree is " + depth + "; it must be at least 1");
        }
        final int scale = Math.max(2, (int) Math.ceil(Math.pow(parts.getNumPartitions(), 1.0 / depth)));
        Rdd<U> level = parts;
        // One more round must save the driver more records than it costs.
        while (level.getNumPartitions() > scale + Math.ceil((double) level.getNumPartitions() / scale)) {
            final int groups = level.getNumPartitions() / scale;
            level = level.mapPartitionsWithIndex(Trees.<U>grouped(groups), false).mapToPair(PartitionFunctions.same()).reduceByKey(combine, groups).values();
        }
        return level;
    }

    /** All of them as one, on an executor. */
    static <U> Rdd<U> one(final Rdd<U> parts, final Function2<U, U, U> combine) {
        return parts.mapPartitionsWithIndex(Trees.<U>grouped(1), false).mapToPair(PartitionFunctions.same()).reduceByKey(combine, 1).values();
    }

    private static <U> Function2<Integer, Iterator<U>, Iterator<Tuple2<Integer, U>>> grouped(final int groups) {
        return (partition, parts) -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return parts.hasNext();
            }

            @Override
            public Tuple2<Integer, U> next() {
                return new Tuple2<>(partition % groups, parts.next());
            }
        };
    }
}
