package io.kindling.dataflow.codec;

import io.kindling.api.Tuple2;
import java.util.ArrayList;
import java.util.Arrays;

/** Reads single values of a given shape. */
final class ValueReader {

    private final ByteSource in;
    ObjectSource objects;

    ValueReader(final ByteSource in) {
        this.in = in;
    }

    Object read(final Shape shape) {
        switch (shape.kind) {
            case Kind.TUPLE2:
                return new Tuple2<>(read(shape.left), read(shape.right));
            case Kind.ANY:
                return readAny(0);
            default:
                return readKind(shape.kind, 0);
        }
    }

    private Object readAny(final int depth) {
        if (depth > Kind.DEEPEST + 1) {
            throw ByteSource.malformed("values are nested too deeply");
        }
        return readKind(in.int8(), depth);
    }

    private Object readKind(final byte kind, final int depth) {
        switch (kind) {
            case Kind.STRING:
                return in.string(in.varint());
            case Kind.INTEGER:
                final int zigzag = in.varint();
                return zigzag >>> 1 ^ -(zigzag & 1);
            case Kind.LONG:
                return in.compactLong();
            case Kind.DOUBLE:
                return Double.longBitsToDouble(in.int64());
            case Kind.NULL:
                in.int8();
                return null;
            case Kind.FLOAT:
                return Float.intBitsToFloat(in.int32());
            case Kind.SHORT:
                return in.int16();
            case Kind.BYTE:
                return in.int8();
            case Kind.BOOLEAN:
                return in.int8() != 0;
            case Kind.CHARACTER:
                return (char) in.int16();
            case Kind.TUPLE2:
                return new Tuple2<>(readAny(depth + 1), readAny(depth + 1));
            case Kind.OBJECTS:
                return readAll(depth);
            case Kind.ARRAY_LIST:
                return new ArrayList<>(Arrays.asList(readAll(depth)));
            case Kind.FIXED_LIST:
                return Arrays.asList(readAll(depth));
            case Kind.OBJECT:
                in.int8();
                return objects.read();
            default:
                return ArrayCodec.read(kind, in);
        }
    }

    private Object[] readAll(final int depth) {
        final Object[] elements = new Object[in.length(2)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = readAny(depth + 1);
        }
        return elements;
    }
}
