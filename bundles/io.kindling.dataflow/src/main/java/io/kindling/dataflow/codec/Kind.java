package io.kindling.dataflow.codec;

import io.kindling.api.Tuple2;
import java.util.ArrayList;
import java.util.Arrays;

/** The kinds of values that have a codec of their own. The numbers are in the encoded bytes. */
final class Kind {

    static final byte NULL = 0;
    static final byte STRING = 1;
    static final byte INTEGER = 2;
    static final byte LONG = 3;
    static final byte DOUBLE = 4;
    static final byte FLOAT = 5;
    static final byte SHORT = 6;
    static final byte BYTE = 7;
    static final byte BOOLEAN = 8;
    static final byte CHARACTER = 9;
    static final byte BYTES = 10;
    static final byte LONGS = 11;
    static final byte INTS = 12;
    static final byte DOUBLES = 13;
    static final byte STRINGS = 14;
    static final byte OBJECTS = 15;
    static final byte ARRAY_LIST = 16;
    static final byte FIXED_LIST = 17;
    static final byte TUPLE2 = 18;
    /** Through an object stream. */
    static final byte OBJECT = 19;
    /** Only in shapes: each value says its kind. */
    static final byte ANY = 20;

    /** Containers within containers: deeper ones go through the object stream, which knows cycles. */
    static final int DEEPEST = 12;

    private static final Class<?> FIXED_LIST_CLASS = Arrays.asList().getClass();

    private Kind() {
    }

    /** The kind of a value within so many containers. */
    static byte of(final Object value, final int depth) {
        if (value == null) {
            return NULL;
        }
        final Class<?> type = value.getClass();
        if (type == String.class) {
            return STRING;
        } else if (type == Integer.class) {
            return INTEGER;
        } else if (type == Long.class) {
            return LONG;
        } else if (type == Double.class) {
            return DOUBLE;
        } else if (type == Tuple2.class) {
            return depth < DEEPEST ? TUPLE2 : OBJECT;
        }
        return ofRarer(type, depth);
    }

    private static byte ofRarer(final Class<?> type, final int depth) {
        if (type == Boolean.class) {
            return BOOLEAN;
        } else if (type == Float.class) {
            return FLOAT;
        } else if (type == Short.class) {
            return SHORT;
        } else if (type == Byte.class) {
            return BYTE;
        } else if (type == Character.class) {
            return CHARACTER;
        } else if (type.isArray()) {
            return ofArray(type, depth);
        } else if (type == ArrayList.class) {
            return depth < DEEPEST ? ARRAY_LIST : OBJECT;
        } else if (type == FIXED_LIST_CLASS) {
            return depth < DEEPEST ? FIXED_LIST : OBJECT;
        }
        return OBJECT;
    }

    private static byte ofArray(final Class<?> type, final int depth) {
        if (type == byte[].class) {
            return BYTES;
        } else if (type == long[].class) {
            return LONGS;
        } else if (type == int[].class) {
            return INTS;
        } else if (type == double[].class) {
            return DOUBLES;
        } else if (type == String[].class) {
            return STRINGS;
        } else if (type == Object[].class && depth < DEEPEST) {
            return OBJECTS;
        }
        return OBJECT;
    }
}
