package io.kindling.dataflow.codec;

import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;

/** Reads the values of records, each of a given shape. Used by one thread. */
final class ValueReader {

    private final ByteSource in;
    private final CompositeReader composites;
    private final ForeignValues foreign;
    /** Of the open batch. */
    ObjectSource objects;

    ValueReader(final ByteSource in, final CompositeReader composites, final ForeignValues foreign) {
        this.in = in;
        this.composites = composites;
        this.foreign = foreign;
    }

    /** A record begins. */
    void begin() {
        composites.begin();
    }

    Object read(final Shape shape) {
        switch (shape.kind) {
            case Kind.STRING:
                return in.string(in.varint());
            case Kind.LONG:
                return in.compactLong();
            case Kind.INTEGER:
                final int zigzag = in.varint();
                return zigzag >>> 1 ^ -(zigzag & 1);
            case Kind.DOUBLE:
                return Double.longBitsToDouble(in.int64());
            case Kind.BYTES:
                return in.bytes(in.length(1));
            case Kind.TUPLE2:
                return new Tuple2<>(read(shape.left), read(shape.right));
            case Kind.TUPLE3:
                return new Tuple3<>(read(shape.parts[0]), read(shape.parts[1]), read(shape.parts[2]));
            case Kind.TUPLE4:
                return new Tuple4<>(read(shape.parts[0]), read(shape.parts[1]), read(shape.parts[2]), read(shape.parts[3]));
            case Kind.ANY:
                return readAnything();
            default:
                return readKind(shape.kind);
        }
    }

    private Object readAnything() {
        final byte kind = in.int8();
        return kind == Kind.OBJECT || kind == Kind.FOREIGN ? readKind(kind) : composites.readAny(kind);
    }

    private Object readKind(final byte kind) {
        if (kind == Kind.OBJECT) {
            in.int8();
            return objects.read();
        } else if (kind == Kind.FOREIGN) {
            return foreign.read(in);
        }
        return composites.read(kind);
    }

    /** Goes behind a value without looking at what it is, where that is possible. */
    void skip(final Shape shape) {
        switch (shape.kind) {
            case Kind.STRING -> {
                final int header = in.varint();
                final int length = header >>> 1;
                in.skip((header & 1) == 0 ? length : 2L * length);
            }
            case Kind.INTEGER -> in.varint();
            case Kind.LONG -> in.skip(in.int8());
            case Kind.DOUBLE -> in.skip(8);
            case Kind.BYTES -> in.skip(in.varint());
            case Kind.TUPLE2, Kind.TUPLE3, Kind.TUPLE4 -> {
                for (final Shape part : shape.parts) {
                    skip(part);
                }
            }
            default -> read(shape);
        }
    }
}
