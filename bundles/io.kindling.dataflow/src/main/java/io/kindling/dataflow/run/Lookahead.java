package io.kindling.dataflow.run;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** An iterator that has to look for its next record. What the search throws leaves it unchanged. */
abstract class Lookahead implements Iterator<Object> {

    private boolean found;
    private boolean ended;
    private Object next;

    /** Looks for the next record: {@link #found} with it and true, or false at the end. */
    abstract boolean advance() throws Exception;

    /** Keeps what {@link #advance} found; true. */
    final boolean found(final Object record) {
        next = record;
        return true;
    }

    @Override
    public final boolean hasNext() {
        if (!found && !ended) {
            try {
                found = advance();
            } catch (final Exception e) {
                throw TaskRun.<RuntimeException>unchanged(e);
            }
            ended = !found;
        }
        return found;
    }

    @Override
    public final Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more records");
        }
        final Object record = next;
        found = false;
        next = null;
        return record;
    }
}
