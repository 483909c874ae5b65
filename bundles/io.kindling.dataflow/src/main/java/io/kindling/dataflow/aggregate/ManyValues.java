package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.memory.SizeEstimator;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/** Values of a key that need not be in memory all at once; may be gone through again and again while the task runs, and no longer. */
final class ManyValues implements Iterable<Object>, Serializable {

    private static final long serialVersionUID = 1L;
    private static final int LOOK_MASK = 255;
    private static final int REFERENCE = 8;

    private final transient Supplier<Iterator<Object>> source;

    ManyValues(final Supplier<Iterator<Object>> source) {
        this.source = source;
    }

    @Override
    public Iterator<Object> iterator() {
        return source.get();
    }

    /** Whoever comes when the task has ended. */
    static IllegalStateException gone() {
        return new IllegalStateException("The values of a group are there only while the task runs that was given them;"
                + " put them into a list where they have to stay for longer, e.g. before a data set of them is kept within other objects");
    }

    /** All of them as objects that outlast the task; null if {@code memory}, which hears now and then how many bytes they are, refuses. */
    List<Object> held(final SizeEstimator sizes, final LongPredicate memory) {
        final List<Object> all = new ArrayList<>();
        long bytes = 0;
        for (final Object value : this) {
            all.add(value);
            bytes += REFERENCE + sizes.estimate(value);
            if ((all.size() & LOOK_MASK) == 0 && !memory.test(bytes)) {
                return null;
            }
        }
        return all;
    }

    private List<Object> all() {
        final List<Object> all = new ArrayList<>();
        source.get().forEachRemaining(all::add);
        return all;
    }

    /** Whoever writes it gets a list: elsewhere the source is not there. */
    private Object writeReplace() {
        return all();
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
