package io.kindling.dataflow.codec;

import io.kindling.api.Tuple2;
import io.kindling.dataflow.KeyPrefix;
import io.kindling.dataflow.RawPairs;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks at the pairs of batches. Where keys have no format of their own, they are decoded, and remembered while the reader is there. */
final class RawPairsReader implements RawPairs {

    private static final Object NOTHING = new Object();

    private final CodecParts parts;
    private final ByteSource in;
    private final CompositeReader composites;
    private final ValueReader values;
    private final int limit;
    private final List<Batch> batches = new ArrayList<>();
    private int number = -1;
    private Batch batch;
    private int index;
    private int start;
    private int keyEnd;
    private int end;
    private boolean seekable;
    private Object key = NOTHING;
    private Object value = NOTHING;

    RawPairsReader(final CodecParts parts, final byte[] bytes) {
        this.parts = parts;
        in = new ByteSource(bytes);
        composites = new CompositeReader(in);
        values = new ValueReader(in, composites, parts.foreign());
        limit = bytes.length;
    }

    @Override
    public boolean next() {
        if (batch != null && end() < batch.valuesEnd) {
            index = end;
        } else if (!nextBatch()) {
            return false;
        } else {
            index = batch.valuesStart;
        }
        at(index);
        return true;
    }

    private boolean nextBatch() {
        do {
            final int next = batch == null ? 0 : batch.end;
            if (next == limit) {
                return false;
            }
            if (++number == batches.size()) {
                batches.add(new Batch(in, next, limit, parts.layouts()));
            }
            enter(batches.get(number));
        } while (batch.count == 0);
        return true;
    }

    private void enter(final Batch next) {
        batch = next;
        composites.classes = next.classes;
        seekable = next.objectsStart == next.end;
        values.objects = seekable ? null : new ObjectSource(parts.streams(),
                new ByteArrayInputStream(in.array(), next.objectsStart, next.end - next.objectsStart));
        in.limit = next.valuesEnd;
    }

    /** At the record of a place in the batch. */
    private void at(final int position) {
        start = position;
        key = NOTHING;
        value = NOTHING;
        in.position = position;
        end = -1;
        keyEnd = -1;
        if (!seekable || batch.shape.kind != Kind.TUPLE2) {
            decode();
        }
    }

    /** Takes key and value at once: nothing else can be done with a pair that is not in the form of one. */
    private void decode() {
        try {
            values.begin();
            if (batch.shape.kind == Kind.TUPLE2) {
                key = values.read(batch.shape.parts[0]);
                keyEnd = in.position;
                value = values.read(batch.shape.parts[1]);
                end = in.position;
                return;
            }
            if (values.read(batch.shape) instanceof Tuple2<?, ?> tuple) {
                key = tuple._1;
                value = tuple._2;
                end = in.position;
                keyEnd = end;
                return;
            }
        } catch (final RuntimeException | StackOverflowError e) {
            throw BatchReader.unreadable(e);
        }
        throw ByteSource.malformed("a pair was expected");
    }

    @Override
    public boolean isSeekable() {
        return seekable;
    }

    @Override
    public int position() {
        return start;
    }

    @Override
    public void seek(final int position) {
        if (batch == null || position < batch.valuesStart || position >= batch.valuesEnd) {
            find(position);
        }
        at(position);
    }

    private void find(final int position) {
        int low = 0;
        int high = batches.size() - 1;
        while (low <= high) {
            final int middle = low + high >>> 1;
            final Batch candidate = batches.get(middle);
            if (position < candidate.valuesStart) {
                high = middle - 1;
            } else if (position >= candidate.end) {
                low = middle + 1;
            } else {
                number = middle;
                enter(candidate);
                return;
            }
        }
        number = batches.size() - 1;
        batch = batches.isEmpty() ? null : batches.get(number);
        while (nextBatch()) {
            if (position < batch.end) {
                return;
            }
        }
        throw new IllegalStateException("There is no pair at " + position);
    }

    private byte keyShape() {
        return batch.shape.kind == Kind.TUPLE2 ? batch.shape.parts[0].kind : Kind.ANY;
    }

    @Override
    public KeyPrefix.Kind keyKind() {
        return switch (keyShape()) {
            case Kind.STRING -> KeyPrefix.Kind.TEXT;
            case Kind.LONG -> KeyPrefix.Kind.LONG;
            case Kind.INTEGER -> KeyPrefix.Kind.INTEGER;
            case Kind.DOUBLE -> KeyPrefix.Kind.DOUBLE;
            case Kind.BYTES -> KeyPrefix.Kind.BYTES;
            default -> KeyPrefix.kindOf(keptKey());
        };
    }

    @Override
    public long keyPrefix() {
        if (key != NOTHING) {
            return KeyPrefix.of(key);
        }
        in.position = start;
        switch (keyShape()) {
            case Kind.STRING:
                final int header = in.varint();
                if ((header & 1) == 0) {
                    in.need(header >>> 1);
                    return KeyPrefix.ofLatin(in.array(), in.position, header >>> 1);
                }
                return KeyPrefix.ofText(in.string(header));
            case Kind.LONG:
                return in.compactLong();
            case Kind.INTEGER:
                final int zigzag = in.varint();
                return zigzag >>> 1 ^ -(zigzag & 1);
            case Kind.DOUBLE:
                return KeyPrefix.ofDouble(Double.longBitsToDouble(in.int64()));
            case Kind.BYTES:
                final int length = in.length(1);
                return KeyPrefix.ofBytes(in.array(), in.position, length);
            default:
                return KeyPrefix.of(keptKey());
        }
    }

    @Override
    public int compareKey(final RawPairs other) {
        final KeyPrefix.Kind kind = keyKind();
        if (kind == KeyPrefix.Kind.NONE || kind != other.keyKind()) {
            throw new IllegalStateException("Keys of the kinds " + kind + " and " + other.keyKind() + " have no order of their own");
        }
        final int byPrefix = Long.compare(keyPrefix(), other.keyPrefix());
        if (byPrefix != 0 || kind.exact()) {
            return byPrefix;
        }
        if (kind == KeyPrefix.Kind.TEXT) {
            return compareText(other);
        }
        return Arrays.compareUnsigned((byte[]) key(), (byte[]) other.key());
    }

    private int compareText(final RawPairs other) {
        if (other instanceof RawPairsReader that && key == NOTHING && that.key == NOTHING) {
            final int mine = latin();
            final int its = that.latin();
            if (mine >= 0 && its >= 0) {
                return Arrays.compareUnsigned(in.array(), in.position, in.position + mine, that.in.array(), that.in.position, that.in.position + its);
            }
        }
        return ((String) key()).compareTo((String) other.key());
    }

    /** How many characters the key has, with the position at the first; -1 if they take more than a byte each. */
    private int latin() {
        in.position = start;
        final int header = in.varint();
        if ((header & 1) != 0) {
            return -1;
        }
        in.need(header >>> 1);
        return header >>> 1;
    }

    @Override
    public byte[] bytes() {
        return in.array();
    }

    @Override
    public int keyStart() {
        return start;
    }

    @Override
    public int keyContent() {
        if (key != NOTHING) {
            return -1;
        }
        in.position = start;
        switch (keyShape()) {
            case Kind.STRING:
                return latin() < 0 ? -1 : in.position;
            case Kind.BYTES:
                in.length(1);
                return in.position;
            default:
                return -1;
        }
    }

    @Override
    public int keyEnd() {
        if (keyEnd < 0) {
            in.position = start;
            skip(batch.shape.parts[0], true);
            keyEnd = in.position;
        }
        return keyEnd;
    }

    @Override
    public int end() {
        if (end < 0) {
            if (isPlain(batch.shape.parts[0])) {
                in.position = keyEnd();
                skip(batch.shape.parts[1], true);
                end = in.position;
            } else {
                in.position = start;
                decode();
            }
        }
        return end;
    }

    private void skip(final Shape shape, final boolean begins) {
        try {
            if (begins) {
                values.begin();
            }
            values.skip(shape);
        } catch (final RuntimeException | StackOverflowError e) {
            throw BatchReader.unreadable(e);
        }
    }

    /** Whether nothing can refer to it. */
    private static boolean isPlain(final Shape shape) {
        return shape.parts.length == 0 && (shape.kind < Kind.FIRST_COMPOSITE || shape.kind == Kind.FOREIGN);
    }

    private Object keptKey() {
        if (key == NOTHING) {
            key = key();
        }
        return key;
    }

    @Override
    public Object key() {
        if (key != NOTHING) {
            return key;
        }
        in.position = start;
        try {
            values.begin();
            final Object read = values.read(batch.shape.parts[0]);
            keyEnd = in.position;
            return read;
        } catch (final RuntimeException | StackOverflowError e) {
            throw BatchReader.unreadable(e);
        }
    }

    @Override
    public Object value() {
        if (value != NOTHING) {
            return value;
        }
        if (!isPlain(batch.shape.parts[0])) {
            in.position = start;
            decode(); // the value may refer to something in the key
            return value;
        }
        in.position = keyEnd();
        try {
            values.begin();
            final Object read = values.read(batch.shape.parts[1]);
            end = in.position;
            return read;
        } catch (final RuntimeException | StackOverflowError e) {
            throw BatchReader.unreadable(e);
        }
    }
}
