package io.kindling.dataflow;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** Encodes records into a buffer of its own. Used by one thread. */
@ProviderType
public interface RecordWriter {

    /** Adds a record. */
    void write(Object record);

    /** Adds a pair, without the need for a {@link io.kindling.api.Tuple2} that holds it. */
    void writePair(Object key, Object value);

    /** How many bytes are waiting, about. */
    int size();

    /** What the buffers take on the heap, about. */
    int capacity();

    /** Gives away what is waiting, nothing if there is none, and starts over. */
    void drainTo(Target target) throws IOException;

    /** What is waiting, as a copy; starts over. */
    byte[] toByteArray();

    /** Where encoded records go. */
    @FunctionalInterface
    interface Target {

        /** Takes bytes; they change after the call. */
        void accept(byte[] bytes, int offset, int length) throws IOException;
    }
}
