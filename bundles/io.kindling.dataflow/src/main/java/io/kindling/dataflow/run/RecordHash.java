package io.kindling.dataflow.run;

import io.kindling.dataflow.aggregate.KeyHashing;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Hash codes of one record class. The method that the compiler makes takes the components' own hash codes, and those of
 * enums are others in each process. A record that has a hashCode() of its own keeps it. Used by one thread.
 */
final class RecordHash {

    /** Records in records in records: deeper than that their components are taken as if they might be enums. */
    private static final int DEEPEST = 8;
    /** Packages of values whose hash codes come from what they say, where nothing can extend them. */
    private static final List<String> FIXED = List.of("java.lang.", "java.time.");
    private static final String NUMBERS = "java.math.";

    /** Null if the record's own hash code is the same everywhere, or its components cannot be seen. */
    private final Method[] components;

    RecordHash(final Class<?> type) {
        components = mayVary(type, 0) ? accessors(type) : null;
    }

    /** Whether it is what hashCode() says. */
    boolean isOwn() {
        return components == null;
    }

    int of(final Object key, final KeyHashing hash) {
        final int own = key.hashCode();
        if (components == null) {
            return own;
        }
        final Object[] values = new Object[components.length];
        int made = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = value(key, components[i]);
            made = 31 * made + Objects.hashCode(values[i]);
        }
        return made == own ? Arrays.stream(values).mapToInt(hash::of).reduce(0, (before, next) -> 31 * before + next) : own;
    }

    private static Object value(final Object key, final Method component) {
        try {
            return component.invoke(key);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("The component " + component.getName() + " of " + key.getClass().getName() + " cannot be read", e);
        }
    }

    private static Method[] accessors(final Class<?> type) {
        final Method[] accessors = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor).toArray(Method[]::new);
        return Arrays.stream(accessors).allMatch(Method::trySetAccessible) ? accessors : null;
    }

    private static boolean mayVary(final Class<?> type, final int depth) {
        if (type.isRecord() && depth < DEEPEST) {
            return Arrays.stream(type.getRecordComponents()).anyMatch(component -> mayVary(component.getType(), depth + 1));
        }
        return !type.isPrimitive() && (type.isEnum() || type == Class.class || !isFixed(type));
    }

    private static boolean isFixed(final Class<?> type) {
        return type.getName().startsWith(NUMBERS) || Modifier.isFinal(type.getModifiers()) && FIXED.stream().anyMatch(type.getName()::startsWith);
    }
}
