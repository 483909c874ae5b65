package io.kindling.dataflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.OutputStream;

/**
 * What the codec asks the application's class space for: streams for objects that have no format of ours, and the names of classes.
 * The class space filters what comes in by either. Thread-safe.
 */
public interface ObjectStreams {

    /** A stream of objects onto bytes; the caller flushes it. */
    ObjectOutput output(OutputStream out) throws IOException;

    /** The same objects back. */
    ObjectInput input(InputStream in) throws IOException;

    /**
     * The name by which the other side of the application finds a class: with the artifact that it comes from.
     *
     * @throws IOException if it may not travel; it names the class and says why
     */
    String nameOf(Class<?> type) throws IOException;

    /**
     * The class of such a name.
     *
     * @throws IOException if it may not travel
     */
    Class<?> classOf(String name) throws IOException, ClassNotFoundException;

    /** What in a record keeps it from travelling, with the way of fields to it and advice; null if nothing is found. */
    default String culprit(final Object record) {
        return null;
    }
}
