package io.kindling.storage.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** A block that is kept, for reading: what it has given stays readable until it is closed, whatever becomes of the block in the store. */
@ConsumerType
public interface StoredBlock extends AutoCloseable {

    /** Its records, unmodifiable; null if they are kept encoded. */
    Object[] objects();

    /**
     * Its records encoded, from the first on. What is kept as objects is encoded on the way.
     *
     * @throws IOException if it cannot be opened, since its file is damaged, or was deleted with the block; then the block is forgotten
     */
    FrameReader frames() throws IOException;

    /** How it is kept. */
    KeepLevel level();

    @Override
    void close();
}
