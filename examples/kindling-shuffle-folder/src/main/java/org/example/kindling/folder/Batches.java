package org.example.kindling.folder;

import io.kindling.dataflow.FetchFailedException;
import io.kindling.dataflow.TaskKilledException;
import io.kindling.protocol.message.MapOutputs;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The batches of one partition, map output after map output. Used by one thread. */
final class Batches implements Iterator<byte[]>, Closeable {

    private final MapOutputs outputs;
    private final int partition;
    private final Source source;
    private int map;
    private DataInputStream open;
    private byte[] next;

    /** Where a map output is read from. */
    interface Source {
        InputStream open(MapOutputs.Location where, OutputName name) throws IOException;
    }

    Batches(final MapOutputs outputs, final int partition, final Source source) {
        this.outputs = outputs;
        this.partition = partition;
        this.source = source;
    }

    @Override
    public boolean hasNext() {
        while (next == null && map < outputs.byMap().length) {
            final MapOutputs.Location where = where();
            try {
                if (open == null) {
                    open = new DataInputStream(new BufferedInputStream(source.open(where, new OutputName(outputs.shuffle(), map, outputs.attempts()[map]))));
                }
                next = Frames.next(open, partition);
                if (next == null) {
                    close();
                    map++;
                }
            } catch (final IOException e) {
                close();
                if (Thread.currentThread().isInterrupted()) {
                    throw new TaskKilledException("Interrupted while reading map outputs"); // which closes files: the map output is as good as before
                }
                throw failed(where.executor(), "it cannot be read: " + e, e);
            }
        }
        return next != null;
    }

    private MapOutputs.Location where() {
        final int place = outputs.byMap()[map];
        if (place < 0 || place >= outputs.locations().size()) {
            throw failed(-1, "it is nowhere", null);
        }
        return outputs.locations().get(place);
    }

    private FetchFailedException failed(final int executor, final String why, final IOException cause) {
        return new FetchFailedException(outputs.shuffle(), map, executor, outputs.epoch(), "Map output " + map + " of shuffle " + outputs.shuffle() + ": " + why, cause);
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more batches");
        }
        final byte[] batch = next;
        next = null;
        return batch;
    }

    @Override
    public void close() {
        if (open != null) {
            try {
                open.close();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                open = null;
            }
        }
    }
}
