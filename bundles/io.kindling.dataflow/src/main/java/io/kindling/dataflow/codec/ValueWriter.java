package io.kindling.dataflow.codec;

import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;

/** Writes the values of records, each of a given shape. Used by one thread. */
final class ValueWriter {

    private final ByteSink out;
    private final Kinds kinds;
    private final CompositeWriter composites;
    private final JavaSection java;
    private final ForeignValues foreign;

    ValueWriter(final ByteSink out, final Kinds kinds, final CompositeWriter composites, final JavaSection java, final ForeignValues foreign) {
        this.out = out;
        this.kinds = kinds;
        this.composites = composites;
        this.java = java;
        this.foreign = foreign;
    }

    /**
     * Writes a value; false if its shape is another, with part of it written perhaps.
     *
     * @throws Unsuitable if the whole record has to go through Java's serialisation, with part of it written perhaps
     */
    boolean put(final Shape shape, final Object value) {
        switch (shape.kind) {
            case Kind.STRING:
                if (value instanceof String text) {
                    out.putString(text, 0);
                    return true;
                }
                return false;
            case Kind.INTEGER:
                if (value instanceof Integer number) {
                    out.ensure(5);
                    out.putVarint(number << 1 ^ number >> 31);
                    return true;
                }
                return false;
            case Kind.LONG:
                if (value instanceof Long number) {
                    out.ensure(9);
                    out.putCompactLong(number);
                    return true;
                }
                return false;
            case Kind.DOUBLE:
                if (value instanceof Double number) {
                    out.ensure(8);
                    out.putLong(Double.doubleToRawLongBits(number));
                    return true;
                }
                return false;
            case Kind.BYTES:
                if (value instanceof byte[] bytes) {
                    ArrayCodec.write(Kind.BYTES, bytes, out);
                    return true;
                }
                return false;
            case Kind.TUPLE2:
                return value instanceof Tuple2<?, ?> tuple && putPair(shape, tuple._1, tuple._2);
            case Kind.TUPLE3:
                return value instanceof Tuple3<?, ?, ?> tuple && put(shape.parts[0], tuple._1) && put(shape.parts[1], tuple._2)
                        && put(shape.parts[2], tuple._3);
            case Kind.TUPLE4:
                return value instanceof Tuple4<?, ?, ?, ?> tuple && put(shape.parts[0], tuple._1) && put(shape.parts[1], tuple._2)
                        && put(shape.parts[2], tuple._3) && put(shape.parts[3], tuple._4);
            case Kind.ANY:
                putAnything(value);
                return true;
            default:
                return kinds.of(value) == shape.kind && putKind(shape.kind, value);
        }
    }

    /** Writes a pair of the shape of a {@link Tuple2}. */
    boolean putPair(final Shape shape, final Object first, final Object second) {
        return put(shape.left, first) && put(shape.right, second);
    }

    private boolean putKind(final byte kind, final Object value) {
        if (kind >= Kind.FIRST_SHARED && kind < Kind.FOREIGN && composites.isMet(value)) {
            return false; // a part of a tuple that is within another part: only values that say their kind can refer to it
        }
        if (kind == Kind.OBJECT) {
            java.write(value, null);
        } else if (kind == Kind.FOREIGN) {
            if (!foreign.write(value, out)) {
                throw new Unsuitable("the chosen serialiser does not take it");
            }
        } else {
            composites.write(kind, value);
        }
        return true;
    }

    /** A kind, and the value. What turns out to need Java's serialisation gets it, if it is the whole record. */
    private void putAnything(final Object value) {
        final byte kind = kinds.said(value);
        out.ensure(1);
        if (kind == Kind.OBJECT || kind == Kind.FOREIGN) {
            out.putByte(kind);
            putKind(kind, value);
        } else {
            composites.writeAny(value, kind);
        }
    }
}
