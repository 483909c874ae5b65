package io.kindling.storage.api;

import java.io.Closeable;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** The encoded records of a block, batch by batch. Used by one thread. */
@ConsumerType
public interface FrameReader extends Closeable {

    /**
     * The next batch, whole, its checksum compared; null at the end.
     *
     * @throws IOException if it is damaged or cannot be read; then the block is forgotten
     */
    byte[] next() throws IOException;
}
