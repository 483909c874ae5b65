package io.kindling.dataflow.aggregate;

import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import io.kindling.dataflow.memory.SizeEstimator;
import java.util.function.LongPredicate;

/** Makes records last longer than the task that computes them: groups of many values lie in what the task has. Used by one thread. */
public final class LastingRecords {

    private final SizeEstimator sizes;
    private final LongPredicate memory;

    /** @param memory whether so many bytes may be taken for a group's values */
    public LastingRecords(final SizeEstimator sizes, final LongPredicate memory) {
        this.sizes = sizes;
        this.memory = memory;
    }

    /** The record, or one with lists in the place of groups; null if memory is refused for them. */
    public Object of(final Object record) {
        if (record instanceof ManyValues values) {
            return values.held(sizes, memory);
        } else if (record instanceof Tuple2<?, ?> tuple) {
            return ofPair(tuple);
        } else if (record instanceof Tuple3<?, ?, ?> tuple) {
            final Object[] parts = parts(tuple._1, tuple._2, tuple._3);
            return parts == null ? null : new Tuple3<>(parts[0], parts[1], parts[2]);
        } else if (record instanceof Tuple4<?, ?, ?, ?> tuple) {
            final Object[] parts = parts(tuple._1, tuple._2, tuple._3, tuple._4);
            return parts == null ? null : new Tuple4<>(parts[0], parts[1], parts[2], parts[3]);
        }
        return record;
    }

    private Object ofPair(final Tuple2<?, ?> pair) {
        final Object first = of(pair._1);
        final Object second = of(pair._2);
        if (first == pair._1 && second == pair._2) {
            return pair;
        }
        return first == null && pair._1 != null || second == null && pair._2 != null ? null : new Tuple2<>(first, second);
    }

    private Object[] parts(final Object... parts) {
        for (int i = 0; i < parts.length; i++) {
            final Object lasting = of(parts[i]);
            if (lasting == null && parts[i] != null) {
                return null;
            }
            parts[i] = lasting;
        }
        return parts;
    }
}
