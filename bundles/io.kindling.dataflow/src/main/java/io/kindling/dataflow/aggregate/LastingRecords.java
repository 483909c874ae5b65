package io.kindling.dataflow.aggregate;

import io.kindling.api.Optional;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import io.kindling.dataflow.memory.SizeEstimator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** Makes records last longer than the task that computes them: groups of many values lie in what the task has. Used by one thread. */
public final class LastingRecords {

    private static final int LOOK_MASK = 255;
    private static final long LOOK_BYTES = 1 << 20;
    private static final int REFERENCE = 8;

    private final SizeEstimator sizes;
    private final LongPredicate memory;
    /** What the values of the record's groups take so far. */
    private long bytes;
    private long asked;
    private int values;
    private boolean refused;

    /** @param memory whether so many bytes may be taken for the values of all groups of a record; asked now and then */
    public LastingRecords(final SizeEstimator sizes, final LongPredicate memory) {
        this.sizes = sizes;
        this.memory = memory;
    }

    /**
     * The record itself if it lasts; else one with lists in the place of groups, also of those within what joins and groupings put them into; null if
     * memory is refused for them.
     */
    public Object of(final Object record) {
        bytes = 0;
        asked = 0;
        refused = false;
        final Object lasting = lasting(record);
        return refused ? null : lasting;
    }

    private Object lasting(final Object part) {
        if (part instanceof ManyValues group) {
            return held(group);
        } else if (part instanceof Tuple2<?, ?> tuple) {
            final Object first = lasting(tuple._1);
            final Object second = lasting(tuple._2);
            return first == tuple._1 && second == tuple._2 ? tuple : new Tuple2<>(first, second);
        } else if (part instanceof Tuple3<?, ?, ?> tuple) {
            final Object first = lasting(tuple._1);
            final Object second = lasting(tuple._2);
            final Object third = lasting(tuple._3);
            return first == tuple._1 && second == tuple._2 && third == tuple._3 ? tuple : new Tuple3<>(first, second, third);
        } else if (part instanceof Tuple4<?, ?, ?, ?> tuple) {
            final Object first = lasting(tuple._1);
            final Object second = lasting(tuple._2);
            final Object third = lasting(tuple._3);
            final Object fourth = lasting(tuple._4);
            return first == tuple._1 && second == tuple._2 && third == tuple._3 && fourth == tuple._4 ? tuple : new Tuple4<>(first, second, third, fourth);
        } else if (part instanceof Optional<?> optional && optional.isPresent()) {
            final Object value = lasting(optional.get());
            return value == optional.get() ? optional : Optional.of(value);
        } else if (part != null && part.getClass() == ArrayList.class) {
            return ofList((ArrayList<?>) part); // few values of a key, which may be groups themselves
        }
        return part;
    }

    private List<?> ofList(final ArrayList<?> list) {
        ArrayList<Object> other = null;
        for (int i = 0; i < list.size() && !refused; i++) {
            final Object element = lasting(list.get(i));
            if (element != list.get(i)) {
                other = other == null ? new ArrayList<>(list) : other;
                other.set(i, element);
            }
        }
        return other == null ? list : other;
    }

    private Object held(final ManyValues group) {
        if (refused) {
            return group;
        }
        final List<Object> all = new ArrayList<>();
        for (final Object value : group) {
            all.add(value);
            bytes += REFERENCE + sizes.estimate(value);
            if ((++values & LOOK_MASK) == 0 || bytes - asked >= LOOK_BYTES) {
                asked = bytes;
                refused = !memory.test(bytes);
            }
            if (refused) {
                return group;
            }
        }
        return all;
    }
}
