package io.kindling.api;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Collects a data set partition by partition. Used by one thread. */
final class PartitionWalk<T> implements Iterator<T> {

    private final Rdd<T> data;
    private Iterator<T> records = Collections.emptyIterator();
    private int next;

    PartitionWalk(final Rdd<T> data) {
        this.data = data;
    }

    @Override
    public boolean hasNext() {
        while (!records.hasNext() && next < data.getNumPartitions()) {
            records = data.collectPartitions(new int[] {next})[0].iterator();
            next++;
        }
        return records.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more records");
        }
        return records.next();
    }
}
