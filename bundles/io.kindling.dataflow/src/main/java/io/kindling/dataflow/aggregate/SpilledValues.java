package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.RecordReader;
import io.kindling.dataflow.spill.SpillRun;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Goes through the values of a group that are in files, or the last of them in memory. A file may be closed between two of them, and is opened again then. */
final class SpilledValues implements Iterator<Object>, Closeable {

    private final List<SpillRun> runs;
    private final List<Object> rest;
    private final long count;
    private final OpenValues open;
    /** Null if the file is not open. */
    private SpillRun.Cursor cursor;
    private RecordReader reader;
    private long done;
    /** Which run is read, or the rest, and how many of its values have been. */
    private int run;
    private long doneOfRun;
    private long lastUse;

    /** @param count how many values there are: whether there are more is known without a file */
    SpilledValues(final List<SpillRun> runs, final List<Object> rest, final long count, final OpenValues open) {
        this.runs = runs;
        this.rest = rest;
        this.count = count;
        this.open = open;
    }

    @Override
    public boolean hasNext() {
        if (done == count) {
            return false;
        }
        open.check();
        return true;
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more values");
        }
        try {
            lastUse = open.use();
            final Object value = read();
            done++;
            doneOfRun++;
            return value;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object read() throws IOException {
        while (run < runs.size()) {
            if (cursor == null) {
                open();
            }
            if (advance()) {
                final Object value = reader.next();
                if (done + 1 == count) {
                    endRun();
                }
                return value;
            }
            endRun();
        }
        return rest.get((int) doneOfRun);
    }

    private void open() throws IOException {
        open.add(this);
        try {
            cursor = runs.get(run).openAgain();
        } catch (final NoSuchFileException e) {
            throw ManyValues.gone();
        }
        for (long i = 0; i < doneOfRun && advance(); i++) {
            reader.next();
        }
    }

    private boolean advance() throws IOException {
        if (reader == null || !reader.hasNext()) {
            reader = cursor.next();
        }
        return reader != null;
    }

    private void endRun() throws IOException {
        close();
        open.remove(this);
        run++;
        doneOfRun = 0;
    }

    long lastUse() {
        return lastUse;
    }

    /** Closes the file, not the values. */
    @Override
    public void close() throws IOException {
        if (cursor != null) {
            cursor.close();
        }
        cursor = null;
        reader = null;
    }
}
