package io.kindling.dataflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.OutputStream;

/** Streams for objects that no codec of ours knows; made by the application's class space, which filters what it reads. Thread-safe. */
public interface ObjectStreams {

    /** A stream of objects onto bytes; the caller flushes it. */
    ObjectOutput output(OutputStream out) throws IOException;

    /** The same objects back. */
    ObjectInput input(InputStream in) throws IOException;
}
