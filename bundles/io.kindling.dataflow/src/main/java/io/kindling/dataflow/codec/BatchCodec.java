package io.kindling.dataflow.codec;

import io.kindling.dataflow.ObjectStreams;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordReader;
import io.kindling.dataflow.RecordWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The codec of batches. */
public final class BatchCodec implements RecordCodec {

    private final ObjectStreams streams;

    public BatchCodec(final ObjectStreams streams) {
        this.streams = streams;
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
        return new BatchWriter(streams);
    }

    @Override
    public RecordReader reader(final byte[] bytes) {
        return new BatchReader(streams, bytes);
    }
}
