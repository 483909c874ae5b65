package io.kindling.dataflow.codec;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.RecordCodecException;
import io.kindling.dataflow.RecordWriter;
import java.io.IOException;
import java.util.Arrays;

/**
 * Writes {@link Batch}es. A record of another shape begins a batch; if batches turn out short, the next has a shape wide
 * enough for both, whose values say their kind.
 */
final class BatchWriter implements RecordWriter {

    private static final int WIDEN_BELOW = 16;
    private static final int MOST_KEPT = 1 << 20;

    private final CodecParts parts;
    private final ByteSink out = new ByteSink(128);
    private final Kinds kinds;
    private final ClassTable classes = new ClassTable();
    private final CompositeWriter composites;
    private final JavaSection java;
    private final ValueWriter values;
    private Shape shape;
    private int start;
    private int valuesAt;
    private int count;

    BatchWriter(final CodecParts parts) {
        this.parts = parts;
        kinds = new Kinds(parts.layouts());
        composites = new CompositeWriter(out, kinds, classes);
        java = new JavaSection(parts.streams(), parts.slow(), out);
        values = new ValueWriter(out, kinds, composites, java, parts.foreign());
    }

    @Override
    public void write(final Object record) {
        if (shape == null) {
            open(Shape.of(record, kinds));
        }
        if (shape.irrevocable && !shape.matches(record, kinds)) {
            change(Shape.of(record, kinds));
        }
        final int mark = out.size;
        try {
            if (!put(record)) {
                out.size = mark;
                change(Shape.of(record, kinds));
                if (!put(record)) {
                    sayKinds();
                    retry(put(record));
                }
            }
        } catch (final Unsuitable e) {
            putThroughJava(record, mark, e.getMessage());
        } catch (final StackOverflowError e) {
            throw tooDeep(record, e);
        }
        count++;
    }

    @Override
    public void writePair(final Object key, final Object value) {
        if (shape == null) {
            open(Shape.ofPair(key, value, kinds));
        }
        if (shape.kind != Kind.TUPLE2) {
            write(new Tuple2<>(key, value));
            return;
        }
        if (shape.irrevocable && !shape.matchesPair(key, value, kinds)) {
            change(Shape.ofPair(key, value, kinds));
        }
        final int mark = out.size;
        try {
            if (!putPair(key, value)) {
                out.size = mark;
                change(Shape.ofPair(key, value, kinds));
                if (!putPair(key, value)) {
                    sayKinds();
                    retry(putPair(key, value));
                }
            }
        } catch (final Unsuitable e) {
            putThroughJava(new Tuple2<>(key, value), mark, e.getMessage());
        } catch (final StackOverflowError e) {
            throw tooDeep(value, e);
        }
        count++;
    }

    private boolean put(final Object record) {
        composites.begin(record);
        return values.put(shape, record);
    }

    private boolean putPair(final Object key, final Object value) {
        if (shape.kind != Kind.TUPLE2) {
            return put(new Tuple2<>(key, value));
        }
        composites.begin(null);
        return values.putPair(shape, key, value);
    }

    /** A record that does not go into a shape which is its own has parts in common: only values that say their kind can refer to each other. */
    private void sayKinds() {
        out.size = valuesAt; // it is the first of its batch
        change(Shape.leaf(Kind.ANY));
    }

    private void putThroughJava(final Object record, final int mark, final String why) {
        out.size = count == 0 ? valuesAt : mark; // it may have begun this batch
        if (shape.kind != Kind.ANY && shape.kind != Kind.OBJECT) {
            change(Shape.leaf(Kind.OBJECT));
        }
        if (shape.kind == Kind.ANY) {
            out.ensure(1);
            out.putByte(Kind.OBJECT);
        }
        java.write(record, why);
    }

    static RecordCodecException tooDeep(final Object record, final StackOverflowError e) {
        return new RecordCodecException("A record" + (record == null ? "" : " of " + record.getClass().getName())
                + " is nested too deeply to be encoded; keep its parts in a list rather than in each other", e);
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
            if (shape.naming) {
                classes.write(out, parts.layouts());
            }
            java.appendTo(out);
            out.patchInt(start, out.size - start - 4);
            out.patchInt(start + 4, count);
            out.patchInt(start + 8, valuesLength);
        }
        shape = null;
        classes.clear();
        java.forget();
    }

    @Override
    public int size() {
        return out.size + java.size();
    }

    @Override
    public int capacity() {
        return out.bytes.length + java.capacity();
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
        composites.begin(null); // the last record is not to stay for as long as this writer
        out.size = 0;
        if (out.bytes.length > MOST_KEPT) {
            out.bytes = new byte[128];
        }
    }
}
