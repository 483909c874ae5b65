package io.kindling.dataflow.codec;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.ObjectStreams;
import io.kindling.dataflow.RecordCodecException;
import io.kindling.dataflow.RecordWriter;
import java.io.IOException;
import java.util.Arrays;

/**
 * Writes batches. A batch is: int32 length of what follows, int32 number of records, int32 length of the values,
 * the shape, the values, the object stream. A record of another shape begins a batch; if batches turn out short,
 * the next has a shape wide enough for both, whose values say their kind.
 */
final class BatchWriter implements RecordWriter {

    private static final int WIDEN_BELOW = 16;
    private static final int MOST_KEPT = 1 << 20;

    private final ObjectStreams streams;
    private final ByteSink out = new ByteSink(128);
    private final ValueWriter values = new ValueWriter(out, this::openObjects);
    private MutableSharing sharing;
    private Shape shape;
    private int start;
    private int valuesAt;
    private int count;

    BatchWriter(final ObjectStreams streams) {
        this.streams = streams;
    }

    @Override
    public void write(final Object record) {
        if (shape == null) {
            open(Shape.of(record));
        }
        if (shape.irrevocable && !shape.matches(record)) {
            change(Shape.of(record));
        }
        final int mark = out.size;
        if (!values.put(shape, record)) {
            out.size = mark;
            change(Shape.of(record));
            retry(values.put(shape, record));
        }
        count++;
    }

    @Override
    public void writePair(final Object key, final Object value) {
        if (shape == null) {
            open(Shape.ofPair(key, value));
        }
        if (shape.kind != Kind.TUPLE2) {
            write(new Tuple2<>(key, value));
            return;
        }
        if (shape.irrevocable && !(shape.left.matches(key) && shape.right.matches(value))) {
            change(Shape.ofPair(key, value));
        }
        final int mark = out.size;
        if (!(values.put(shape.left, key) && values.put(shape.right, value))) {
            out.size = mark;
            change(Shape.ofPair(key, value));
            if (shape.kind == Kind.TUPLE2) {
                retry(values.put(shape.left, key) && values.put(shape.right, value));
            } else {
                retry(values.put(shape, new Tuple2<>(key, value)));
            }
        }
        count++;
    }

    private static void retry(final boolean written) {
        if (!written) {
            throw new RecordCodecException("A record changed while it was being encoded; another thread must not touch it");
        }
    }

    private void open(final Shape next) {
        shape = next;
        start = out.size;
        count = 0;
        out.ensure(16);
        out.size += 12;
        next.write(out);
        valuesAt = out.size;
    }

    private void change(final Shape other) {
        final Shape next = count < WIDEN_BELOW ? shape.widen(other) : other;
        close();
        open(next);
    }

    private void close() {
        if (shape == null) {
            return;
        }
        if (count == 0) {
            out.size = start;
        } else {
            final int valuesLength = out.size - valuesAt;
            if (values.objects != null) {
                values.objects.appendTo(out);
            }
            out.patchInt(start, out.size - start - 4);
            out.patchInt(start + 4, count);
            out.patchInt(start + 8, valuesLength);
        }
        shape = null;
        values.objects = null;
    }

    private ObjectSection openObjects() {
        if (sharing == null) {
            sharing = new MutableSharing();
        }
        return new ObjectSection(streams, sharing);
    }

    @Override
    public int size() {
        return values.objects == null ? out.size : out.size + values.objects.size();
    }

    @Override
    public int capacity() {
        return values.objects == null ? out.bytes.length : out.bytes.length + values.objects.capacity();
    }

    @Override
    public void drainTo(final Target target) throws IOException {
        close();
        if (out.size > 0) {
            target.accept(out.bytes, 0, out.size);
        }
        startOver();
    }

    @Override
    public byte[] toByteArray() {
        close();
        final byte[] copy = Arrays.copyOf(out.bytes, out.size);
        startOver();
        return copy;
    }

    private void startOver() {
        out.size = 0;
        if (out.bytes.length > MOST_KEPT) {
            out.bytes = new byte[128];
        }
    }
}
