package io.kindling.dataflow.aggregate;

import io.kindling.dataflow.RecordReader;
import io.kindling.dataflow.spill.SpillRun;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Goes through the values of a group that are in a file. The file may be closed between two of them, and is opened again then. */
final class SpilledValues implements Iterator<Object>, Closeable {

    private final SpillRun run;
    private final long count;
    private final OpenValues open;
    /** Null if the file is not open. */
    private SpillRun.Cursor cursor;
    private RecordReader reader;
    private long done;
    private long lastUse;

    /** @param count how many values there are: whether there are more is known without the file */
    SpilledValues(final SpillRun run, final long count, final OpenValues open) {
        this.run = run;
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
            if (cursor == null) {
                open();
            }
            lastUse = open.use();
            final Object value = read();
            if (++done == count) {
                close();
                open.remove(this);
            }
            return value;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open() throws IOException {
        open.add(this);
        try {
            cursor = run.openAgain();
        } catch (final NoSuchFileException e) {
            throw ManyValues.gone();
        }
        for (long i = 0; i < done; i++) {
            read();
        }
    }

    private Object read() throws IOException {
        if (reader == null || !reader.hasNext()) {
            reader = cursor.next();
        }
        return reader.next();
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
