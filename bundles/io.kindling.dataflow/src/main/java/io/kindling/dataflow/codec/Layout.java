package io.kindling.dataflow.codec;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;

/**
 * What the codec knows of one class: how its objects are written, and if not field by field, why. Lives in its class
 * space's {@link Layouts}. Thread-safe.
 */
final class Layout {

    static final FieldSlot[] NO_FIELDS = {};
    private static final int MOST_FAILURES = 100;

    final Class<?> type;
    /** {@link Kind#ENUM}, {@link Kind#RECORD}, {@link Kind#BEAN}, {@link Kind#TYPED_ARRAY}, {@link Kind#FOREIGN} or {@link Kind#OBJECT}; may turn into the last one. */
    volatile byte kind;
    /** Of records in the order of their components, of others by name, those of superclasses first. */
    final FieldSlot[] fields;
    /** Why it goes through Java's serialisation; null if it does not. */
    volatile String reason;

    private int failures;
    private final Object[] constants;
    private final MethodHandle canonical;
    private final Constructor<?> empty;

    private Layout(final Class<?> type, final byte kind, final FieldSlot[] fields, final Object[] constants, final MethodHandle canonical,
                   final Constructor<?> empty, final String reason) {
        this.type = type;
        this.kind = kind;
        this.fields = fields;
        this.constants = constants;
        this.canonical = canonical;
        this.empty = empty;
        this.reason = reason;
    }

    /** @param type the class that declares the constants */
    static Layout ofEnum(final Class<?> type) {
        return new Layout(type, Kind.ENUM, NO_FIELDS, type.getEnumConstants(), null, null, null);
    }

    /** @param canonical takes an array of the components */
    static Layout ofRecord(final Class<?> type, final FieldSlot[] fields, final MethodHandle canonical) {
        return new Layout(type, Kind.RECORD, fields, null, canonical, null, null);
    }

    /** @param empty makes an object without running a constructor of its class */
    static Layout ofBean(final Class<?> type, final FieldSlot[] fields, final Constructor<?> empty) {
        return new Layout(type, Kind.BEAN, fields, null, null, empty, null);
    }

    static Layout of(final Class<?> type, final byte kind) {
        return new Layout(type, kind, NO_FIELDS, null, null, null, null);
    }

    static Layout ofJava(final Class<?> type, final String reason) {
        return new Layout(type, Kind.OBJECT, NO_FIELDS, null, null, null, reason);
    }

    /** An object of the class had to go through Java's serialisation. If that goes on, all will at once; what was written before can still be read. */
    void failed(final String why) {
        if (++failures >= MOST_FAILURES) { // about as many: threads may miss each other's
            reason = why;
            kind = Kind.OBJECT;
        }
    }

    Object constant(final int ordinal) {
        if (ordinal < 0 || ordinal >= constants.length) {
            throw ByteSource.malformed(type.getName() + " has no constant " + ordinal);
        }
        return constants[ordinal];
    }

    /** Whether bytes may say that an object of this class was written in such a way. */
    boolean takes(final byte written) {
        return switch (written) {
            case Kind.ENUM -> constants != null;
            case Kind.RECORD -> canonical != null;
            case Kind.BEAN -> empty != null;
            case Kind.TYPED_ARRAY -> type.isArray() && !type.getComponentType().isPrimitive();
            default -> true;
        };
    }

    Object makeRecord(final Object[] components) throws Throwable {
        return canonical.invokeExact(components);
    }

    Object makeEmpty() throws ReflectiveOperationException {
        return empty.newInstance();
    }
}
