package io.kindling.storage.memory;

import io.kindling.storage.api.FrameReader;
import java.io.IOException;

/** A block in one of the ways in which it can be kept. */
interface Form {

    /** What it takes of its kind of memory, or on disk. */
    long bytes();

    /** Its records as objects, or null. */
    default Object[] objects() {
        return null;
    }

    /** Its encoded batches. */
    FrameReader open() throws IOException;

    /** Somebody reads it; returns it. The store's lock is held. */
    default Form retain() {
        return this;
    }

    /** A reader has ended, or the store does not keep it any more. */
    default void release() {
        // The heap's garbage collector sees for itself.
    }
}
