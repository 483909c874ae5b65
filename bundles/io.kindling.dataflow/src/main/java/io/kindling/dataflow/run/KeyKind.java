package io.kindling.dataflow.run;

import io.kindling.api.Optional;
import io.kindling.api.Tuple2;
import io.kindling.api.Tuple3;
import io.kindling.api.Tuple4;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the objects of a class get hash codes that are the same in every process. */
enum KeyKind {

    /** By their own. */
    OWN,
    /** By their names: the hash code of an enum's constant is another one in each process. */
    ENUM,
    /** By their names, too. */
    CLASS,
    TUPLE2, TUPLE3, TUPLE4, OPTIONAL, OPTIONAL_OF_JAVA, LIST, SET, MAP, ENTRY, RECORD;

    /** @throws IllegalArgumentException if there is no way */
    static KeyKind of(final Object key) {
        if (key instanceof Enum<?>) {
            return ENUM;
        }
        if (key instanceof Tuple2<?, ?>) {
            return TUPLE2;
        }
        if (key instanceof Tuple3<?, ?, ?>) {
            return TUPLE3;
        }
        if (key instanceof Tuple4<?, ?, ?, ?>) {
            return TUPLE4;
        }
        if (key instanceof Optional<?>) {
            return OPTIONAL;
        }
        if (key instanceof java.util.Optional<?>) {
            return OPTIONAL_OF_JAVA;
        }
        return key instanceof Class<?> ? CLASS : ofCollection(key);
    }

    private static KeyKind ofCollection(final Object key) {
        if (key instanceof List<?>) {
            return LIST;
        }
        if (key instanceof Set<?>) {
            return SET;
        }
        if (key instanceof Map<?, ?>) {
            return MAP;
        }
        if (key instanceof Map.Entry<?, ?>) {
            return ENTRY;
        }
        if (key.getClass().isRecord()) {
            return RECORD;
        }
        check(key.getClass());
        return OWN;
    }

    private static void check(final Class<?> type) {
        if (type.isArray()) {
            throw new IllegalArgumentException("Arrays cannot be keys (" + type.getSimpleName()
                    + "): equal contents do not make them equal. Make a String or a List of it, e.g. Arrays.asList");
        }
        final Class<?> owner;
        try {
            owner = type.getMethod("hashCode").getDeclaringClass();
        } catch (final NoSuchMethodException e) {
            throw new IllegalStateException(type.getName() + " has no hashCode()", e);
        }
        if (owner == Object.class) {
            throw new IllegalArgumentException(type.getName() + " cannot be a key: it has no hashCode() of its own, so that equal"
                    + " keys would be different in each process. Give it equals() and hashCode(), or make it a record");
        }
    }
}
