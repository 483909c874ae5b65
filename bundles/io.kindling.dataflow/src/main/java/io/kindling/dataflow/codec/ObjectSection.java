package io.kindling.dataflow.codec;

import io.kindling.dataflow.ObjectStreams;
import io.kindling.dataflow.RecordCodecException;
import java.io.IOException;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;

/**
 * The values of a batch that no codec knows, in one object stream, so that classes are described once. A stream
 * remembers objects and would write one that has changed since as it was before; so values that could share
 * something mutable are kept apart by a reset.
 */
final class ObjectSection {

    /** The stream's memory of what it wrote is emptied now and then. */
    private static final int RESET_AFTER = 1000;

    private final ByteSink bytes = new ByteSink(512);
    private final ObjectStreams streams;
    private final MutableSharing sharing;
    private final ObjectOutput out;
    private int sinceReset;

    ObjectSection(final ObjectStreams streams, final MutableSharing sharing) {
        this.streams = streams;
        this.sharing = sharing;
        try {
            out = streams.output(bytes);
        } catch (final IOException e) {
            throw new RecordCodecException("No object stream can be opened: " + e.getMessage(), e);
        }
    }

    void write(final Object value) {
        try {
            if (out instanceof ObjectOutputStream stream) {
                writeApart(stream, value);
            } else {
                out.writeObject(value);
            }
        } catch (final IOException e) {
            final String culprit = streams.culprit(value);
            throw new RecordCodecException("A record of " + value.getClass().getName() + " cannot be serialised: "
                    + (culprit == null ? e + "; make its class and what its fields hold Serializable" : culprit), e);
        }
    }

    private void writeApart(final ObjectOutputStream stream, final Object value) throws IOException {
        final boolean risky = sharing.possible(value.getClass());
        if (sinceReset++ > 0 && (risky || sinceReset > RESET_AFTER)) {
            stream.reset();
            sinceReset = 1;
        }
        if (risky) {
            stream.writeObject(value);
        } else {
            stream.writeUnshared(value);
        }
    }

    /** About, for the stream buffers a little. */
    int size() {
        return bytes.size;
    }

    int capacity() {
        return bytes.bytes.length + 4096;
    }

    void appendTo(final ByteSink target) {
        try {
            out.flush();
        } catch (final IOException e) {
            throw new RecordCodecException("An object stream cannot be flushed: " + e.getMessage(), e);
        }
        target.write(bytes.bytes, 0, bytes.size);
    }
}
