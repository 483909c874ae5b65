package io.kindling.dataflow.aggregate;

import java.io.Closeable;

/** Goes through keys with their states once. Used by one thread. */
public interface KeyedCursor extends Closeable {

    /** Goes to the next key; false at the end. */
    boolean next() throws Exception;

    /** The key gone to. */
    Object key();

    /** Its state. */
    Object state();
}
