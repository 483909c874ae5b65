package io.kindling.dataflow.codec;

import java.lang.reflect.Field;

/** A field of a class, made accessible. Thread-safe. */
final class FieldSlot {

    final Field field;
    /** The kind of a primitive, {@link Kind#STRING}, or {@link Kind#ANY}. */
    final byte kind;

    FieldSlot(final Field field) {
        this.field = field;
        this.kind = kindOf(field.getType());
    }

    private static byte kindOf(final Class<?> type) {
        if (!type.isPrimitive()) {
            return type == String.class ? Kind.STRING : Kind.ANY;
        } else if (type == int.class) {
            return Kind.INTEGER;
        } else if (type == long.class) {
            return Kind.LONG;
        } else if (type == double.class) {
            return Kind.DOUBLE;
        } else if (type == boolean.class) {
            return Kind.BOOLEAN;
        } else if (type == float.class) {
            return Kind.FLOAT;
        } else if (type == short.class) {
            return Kind.SHORT;
        } else if (type == byte.class) {
            return Kind.BYTE;
        }
        return Kind.CHARACTER;
    }
}
