package io.kindling.dataflow.codec;

import io.kindling.api.serializer.RecordSerializer;
import io.kindling.dataflow.ObjectStreams;
import io.kindling.dataflow.RawPairs;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordReader;
import io.kindling.dataflow.RecordWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** The codec of batches. */
public final class BatchCodec implements RecordCodec {

    private final CodecParts parts;

    private BatchCodec(final ObjectStreams streams, final boolean fieldwise, final Supplier<RecordSerializer.Worker> foreign) {
        final Layouts layouts = new Layouts(streams, foreign != null, fieldwise);
        parts = new CodecParts(streams, layouts, new SlowClasses(layouts), foreign == null ? ForeignValues.none() : new ForeignValues(foreign));
    }

    /**
     * With formats of our own.
     *
     * @param fieldwise whether objects go field by field where that is as good as Java's serialisation
     */
    public static BatchCodec of(final ObjectStreams streams, final boolean fieldwise) {
        return new BatchCodec(streams, fieldwise, null);
    }

    /** With a serialiser for all but values, tuples and arrays of primitives. */
    public static BatchCodec of(final ObjectStreams streams, final Supplier<RecordSerializer.Worker> foreign) {
        return new BatchCodec(streams, true, foreign);
    }

    @Override
    public byte[] encode(final Iterator<?> records) {
        final RecordWriter writer = writer();
        while (records.hasNext()) {
            writer.write(records.next());
        }
        return writer.toByteArray();
    }

    @Override
    public List<Object> decode(final byte[] bytes) {
        final List<Object> records = new ArrayList<>();
        reader(bytes).forEachRemaining(records::add);
        return records;
    }

    @Override
    public RecordWriter writer() {
        return new BatchWriter(parts);
    }

    @Override
    public RecordReader reader(final byte[] bytes) {
        return new BatchReader(parts, bytes);
    }

    @Override
    public RawPairs pairs(final byte[] bytes) {
        return new RawPairsReader(parts, bytes);
    }
}
