package io.kindling.api;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** The components of a record whose equality is that of its components, for hashes that are the same in every process: those of enums are not. */
final class RecordValues {

    /** Null for a class whose components cannot be seen, or do not say what is equal. An entry goes with its class. */
    private static final ClassValue<Method[]> ACCESSORS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(final Class<?> type) {
            final Method[] accessors = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor).toArray(Method[]::new);
            return hasHashOfTheCompiler(type) && Arrays.stream(accessors).allMatch(Method::trySetAccessible) ? accessors : null;
        }
    };

    private RecordValues() {
    }

    /** Such a method is final; hardly any other is. */
    private static boolean hasHashOfTheCompiler(final Class<?> type) {
        try {
            return Modifier.isFinal(type.getMethod("hashCode").getModifiers());
        } catch (final NoSuchMethodException e) {
            throw new IllegalStateException(type.getName() + " has no hashCode()", e);
        }
    }

    /** Null if they cannot be seen, or the record has a hashCode() of its own, which then says what is equal. */
    static Object[] of(final Record value) {
        final Method[] accessors = ACCESSORS.get(value.getClass());
        if (accessors == null) {
            return null;
        }
        final Object[] values = new Object[accessors.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(value, accessors[i]);
        }
        return values;
    }

    private static Object read(final Record value, final Method component) {
        try {
            return component.invoke(value);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("The component " + component.getName() + " of " + value.getClass().getName() + " cannot be read", e);
        }
    }
}
