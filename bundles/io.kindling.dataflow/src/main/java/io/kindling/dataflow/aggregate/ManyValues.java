package io.kindling.dataflow.aggregate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** Values of a key that need not be in memory all at once; may be gone through again and again while the task runs, and no longer. */
final class ManyValues implements Iterable<Object>, Serializable {

    private static final long serialVersionUID = 1L;

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
