package io.kindling.dataflow;

import java.util.Iterator;
import java.util.List;

/** Encodes records in batches: known types by codecs of their own, all others through {@link ObjectStreams}. Thread-safe. */
public interface RecordCodec {

    /** Encodes records. */
    byte[] encode(Iterator<?> records);

    /** Decodes what {@link #encode} made, or several such byte strings one after the other. */
    List<Object> decode(byte[] bytes);
}
