package io.kindling.dataflow;

import java.util.Iterator;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Encodes records in batches: known types by codecs of their own, all others through {@link ObjectStreams}.
 * Thread-safe, its writers and readers are not. What it throws is a {@link RecordCodecException}.
 */
@ProviderType
public interface RecordCodec {

    /** Encodes records. */
    byte[] encode(Iterator<?> records);

    /** Decodes what {@link #encode} made, or several such byte strings one after the other. */
    List<Object> decode(byte[] bytes);

    /** Encodes record by record. */
    RecordWriter writer();

    /** Decodes record by record; the bytes must not change meanwhile. */
    RecordReader reader(byte[] bytes);

    /** Looks at encoded pairs without making objects of all of them; the bytes must not change meanwhile. */
    RawPairs pairs(byte[] bytes);
}
