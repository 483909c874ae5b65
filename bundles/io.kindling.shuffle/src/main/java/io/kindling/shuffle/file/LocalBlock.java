package io.kindling.shuffle.file;

import io.kindling.shuffle.ShuffleBlockException;
import java.io.IOException;

/** The batches of one block in a file on this host. Used by one thread. */
public final class LocalBlock implements AutoCloseable {

    private final MapOutputId id;
    private final AutoCloseable file;
    private final BlockReader reader;

    LocalBlock(final MapOutputId id, final AutoCloseable file, final BlockReader reader) {
        this.id = id;
        this.file = file;
        this.reader = reader;
    }

    /** The map partition. */
    public int map() {
        return id.map();
    }

    /**
     * The next batch; null at the end.
     *
     * @throws ShuffleBlockException if the block is damaged
     */
    public byte[] next() throws ShuffleBlockException {
        try {
            return reader.next();
        } catch (final IOException e) {
            throw ShuffleStore.damaged(id, e);
        }
    }

    @Override
    public void close() {
        try (file) {
            reader.close();
        } catch (final Exception e) {
            return; // it was only read
        }
    }
}
