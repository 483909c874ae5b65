package io.kindling.dataflow.codec;

import io.kindling.api.Tuple2;
import java.util.List;
import java.util.function.Supplier;

/** Writes single values of a given shape. */
final class ValueWriter {

    private final ByteSink out;
    private final Supplier<ObjectSection> opener;
    /** Of the open batch; null until a value needs it. */
    ObjectSection objects;

    ValueWriter(final ByteSink out, final Supplier<ObjectSection> opener) {
        this.out = out;
        this.opener = opener;
    }

    /** Writes a value; false if its shape is another, with part of it written perhaps. */
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
            case Kind.TUPLE2:
                return value instanceof Tuple2<?, ?> tuple && put(shape.left, tuple._1) && put(shape.right, tuple._2);
            case Kind.ANY:
                putAny(value, 0);
                return true;
            default:
                if (Kind.of(value, 0) != shape.kind) {
                    return false;
                }
                putKind(shape.kind, value, 0);
                return true;
        }
    }

    private void putAny(final Object value, final int depth) {
        final byte kind = Kind.of(value, depth);
        out.ensure(1);
        out.putByte(kind);
        putKind(kind, value, depth);
    }

    private void putKind(final byte kind, final Object value, final int depth) {
        out.ensure(9);
        switch (kind) {
            case Kind.NULL -> out.putByte(0);
            case Kind.STRING -> out.putString((String) value, 0);
            case Kind.INTEGER -> out.putVarint((Integer) value << 1 ^ (Integer) value >> 31);
            case Kind.LONG -> out.putCompactLong((Long) value);
            case Kind.DOUBLE -> out.putLong(Double.doubleToRawLongBits((Double) value));
            case Kind.FLOAT -> out.putInt(Float.floatToRawIntBits((Float) value));
            case Kind.SHORT -> out.putShort((Short) value);
            case Kind.BYTE -> out.putByte((Byte) value);
            case Kind.BOOLEAN -> out.putByte((Boolean) value ? 1 : 0);
            case Kind.CHARACTER -> out.putShort((Character) value);
            case Kind.TUPLE2 -> {
                putAny(((Tuple2<?, ?>) value)._1, depth + 1);
                putAny(((Tuple2<?, ?>) value)._2, depth + 1);
            }
            case Kind.OBJECTS -> putAll((Object[]) value, depth);
            case Kind.ARRAY_LIST, Kind.FIXED_LIST -> putAll(((List<?>) value).toArray(), depth);
            case Kind.OBJECT -> {
                out.putByte(0);
                if (objects == null) {
                    objects = opener.get();
                }
                objects.write(value);
            }
            default -> ArrayCodec.write(kind, value, out);
        }
    }

    private void putAll(final Object[] elements, final int depth) {
        out.putVarint(elements.length);
        for (final Object element : elements) {
            putAny(element, depth + 1);
        }
    }
}
