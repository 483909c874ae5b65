package io.kindling.dataflow.codec;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.RecordCodecException;
import io.kindling.dataflow.RecordReader;
import java.io.ByteArrayInputStream;
import java.util.NoSuchElementException;

/** Reads the batches that {@link BatchWriter} wrote, one after the other. */
final class BatchReader implements RecordReader {

    private final CodecParts parts;
    private final ByteSource in;
    private final CompositeReader composites;
    private final ValueReader values;
    private final int end;
    private Batch batch;
    private Shape shape;
    private int left;
    private int next;
    private Object key;
    private Object value;

    BatchReader(final CodecParts parts, final byte[] bytes) {
        this.parts = parts;
        in = new ByteSource(bytes);
        composites = new CompositeReader(in);
        values = new ValueReader(in, composites, parts.foreign());
        end = bytes.length;
    }

    @Override
    public boolean hasNext() {
        while (left == 0) {
            if (batch != null && in.position != in.limit) {
                throw ByteSource.malformed((in.limit - in.position) + " bytes are left in a batch");
            }
            batch = null;
            if (next == end) {
                return false;
            }
            open();
        }
        return true;
    }

    private void open() {
        batch = new Batch(in, next, end, parts.layouts());
        next = batch.end;
        left = batch.count;
        shape = batch.shape;
        composites.classes = batch.classes;
        values.objects = new ObjectSource(parts.streams(), new ByteArrayInputStream(in.array(), batch.objectsStart, batch.end - batch.objectsStart));
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more records");
        }
        left--;
        try {
            values.begin();
            return values.read(shape);
        } catch (final RuntimeException | StackOverflowError e) {
            throw unreadable(e);
        }
    }

    @Override
    public boolean nextPair() {
        if (!hasNext()) {
            return false;
        }
        left--;
        try {
            values.begin();
            if (shape.kind == Kind.TUPLE2) {
                key = values.read(shape.left);
                value = values.read(shape.right);
                return true;
            }
            if (values.read(shape) instanceof Tuple2<?, ?> tuple) {
                key = tuple._1;
                value = tuple._2;
                return true;
            }
        } catch (final RuntimeException | StackOverflowError e) {
            throw unreadable(e);
        }
        throw ByteSource.malformed("a pair was expected");
    }

    /** What the classes of records throw while they are made again, or what numbers out of range lead to. */
    static RecordCodecException unreadable(final Throwable error) {
        if (error instanceof RecordCodecException known) {
            return known;
        }
        return new RecordCodecException(error instanceof StackOverflowError
                ? "A record is nested too deeply to be decoded; keep its parts in a list rather than in each other"
                : "A record cannot be decoded: " + error, error);
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
