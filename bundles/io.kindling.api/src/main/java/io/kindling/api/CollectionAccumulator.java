package io.kindling.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Gathers values in no particular order. Thread-safe. All of them come to the driver: for few values, such as bad records. */
public class CollectionAccumulator<T> extends AccumulatorV2<T, List<T>> {

    private static final long serialVersionUID = 1L;

    private List<T> values = new ArrayList<>();

    @Override
    public synchronized boolean isZero() {
        return values.isEmpty();
    }

    @Override
    public CollectionAccumulator<T> copyAndReset() {
        return new CollectionAccumulator<>();
    }

    @Override
    public synchronized CollectionAccumulator<T> copy() {
        final CollectionAccumulator<T> copy = new CollectionAccumulator<>();
        copy.values.addAll(values);
        return copy;
    }

    @Override
    public synchronized void reset() {
        values = new ArrayList<>();
    }

    @Override
    public synchronized void add(final T value) {
        values.add(value);
    }

    @Override
    public void merge(final AccumulatorV2<T, List<T>> other) {
        if (!(other instanceof CollectionAccumulator<T> more)) {
            throw notMergeable(other);
        }
        final List<T> theirs = more.value(); // before this one is locked
        synchronized (this) {
            values.addAll(theirs);
        }
    }

    @Override
    public synchronized List<T> value() {
        return Collections.unmodifiableList(new ArrayList<>(values));
    }
}
