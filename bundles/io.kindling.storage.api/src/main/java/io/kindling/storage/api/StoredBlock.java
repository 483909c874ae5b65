package io.kindling.storage.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** A block that is kept, opened for reading: it stays readable until it is closed, whatever becomes of it in the store. */
@ConsumerType
public interface StoredBlock extends AutoCloseable {

    /** Its records, unmodifiable; null if they are kept encoded. */
    Object[] objects();

    /**
     * Its records encoded, from the first on. What is kept as objects is encoded on the way.
     *
     * @throws IOException if it cannot be opened; then the block is forgotten
     */
    FrameReader frames() throws IOException;

    /** How it is kept. */
    KeepLevel level();

    @Override
    void close();
}
