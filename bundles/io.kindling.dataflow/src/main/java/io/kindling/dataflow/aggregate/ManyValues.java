package io.kindling.dataflow.aggregate;

import java.io.Serializable;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Values of a key that need not be in memory all at once; may be gone through again and again while the task runs, and no longer. A
 * collection, so that a serialiser of the application's, which meets it in a field of some object, knows what to do with it.
 */
public final class ManyValues extends AbstractCollection<Object> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final transient Supplier<Iterator<Object>> source;
    /** Null of those that come from elsewhere. */
    private final transient List<Object> read;

    /** @param source goes through them */
    public ManyValues(final Supplier<Iterator<Object>> source) {
        this.source = source;
        this.read = null;
    }

    /** For a serialiser that makes one and adds the values that it reads; these stay. */
    public ManyValues() {
        this.read = new ArrayList<>();
        this.source = read::iterator;
    }

    @Override
    public boolean add(final Object value) {
        return read == null ? super.add(value) : read.add(value);
    }

    /** Goes through them. */
    @Override
    public int size() {
        if (read != null) {
            return read.size();
        }
        int size = 0;
        for (final Iterator<Object> values = source.get(); values.hasNext(); values.next()) {
            size = Math.addExact(size, 1);
        }
        return size;
    }

    @Override
    public boolean isEmpty() {
        return !source.get().hasNext();
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
