package io.kindling.dataflow.codec;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.ObjectStreams;
import io.kindling.dataflow.RecordReader;
import java.io.ByteArrayInputStream;
import java.util.NoSuchElementException;

/** Reads the batches that {@link BatchWriter} wrote, one after the other. */
final class BatchReader implements RecordReader {

    private final ObjectStreams streams;
    private final ByteSource in;
    private final ValueReader values;
    private final int end;
    private Shape shape;
    private int left;
    private int batchEnd;
    private Object key;
    private Object value;

    BatchReader(final ObjectStreams streams, final byte[] bytes) {
        this.streams = streams;
        this.in = new ByteSource(bytes);
        this.values = new ValueReader(in);
        this.end = bytes.length;
    }

    @Override
    public boolean hasNext() {
        while (left == 0) {
            if (shape != null && in.position != in.limit) {
                throw ByteSource.malformed((in.limit - in.position) + " bytes are left in a batch");
            }
            shape = null;
            in.position = batchEnd;
            if (batchEnd == end) {
                return false;
            }
            open();
        }
        return true;
    }

    private void open() {
        in.limit = end;
        final int length = in.int32();
        in.need(length);
        batchEnd = in.position + length;
        in.limit = batchEnd;
        left = in.int32();
        final int valuesLength = in.int32();
        shape = readShape(0);
        in.need(valuesLength);
        if (left < 0 || left > valuesLength) {
            throw ByteSource.malformed(left + " records in " + valuesLength + " bytes");
        }
        in.limit = in.position + valuesLength;
        values.objects = new ObjectSource(streams, new ByteArrayInputStream(in.array(), in.limit, batchEnd - in.limit));
    }

    private Shape readShape(final int depth) {
        final byte kind = in.int8();
        if (kind == Kind.TUPLE2) {
            if (depth > 8) {
                throw ByteSource.malformed("a shape is too deep");
            }
            return Shape.pair(readShape(depth + 1), readShape(depth + 1));
        }
        if (kind < 0 || kind > Kind.ANY) {
            throw ByteSource.malformed("no value is of the kind " + kind);
        }
        return Shape.leaf(kind);
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more records");
        }
        left--;
        return values.read(shape);
    }

    @Override
    public boolean nextPair() {
        if (!hasNext()) {
            return false;
        }
        left--;
        if (shape.kind == Kind.TUPLE2) {
            key = values.read(shape.left);
            value = values.read(shape.right);
        } else if (values.read(shape) instanceof Tuple2<?, ?> tuple) {
            key = tuple._1;
            value = tuple._2;
        } else {
            throw ByteSource.malformed("a pair was expected");
        }
        return true;
    }

    @Override
    public Object key() {
        return key;
    }

    @Override
    public Object value() {
        return value;
    }
}
