package io.kindling.dataflow.codec;

import io.kindling.dataflow.ObjectStreams;
import io.kindling.dataflow.RecordCodecException;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;

/** The object stream of a batch, opened when the first value asks for it. */
final class ObjectSource {

    private final ObjectStreams streams;
    private final InputStream bytes;
    private ObjectInput in;

    ObjectSource(final ObjectStreams streams, final InputStream bytes) {
        this.streams = streams;
        this.bytes = bytes;
    }

    Object read() {
        try {
            if (in == null) {
                in = streams.input(bytes);
            }
            return in.readObject();
        } catch (final IOException | ClassNotFoundException e) {
            throw new RecordCodecException("A record cannot be deserialised: " + e, e);
        }
    }
}
