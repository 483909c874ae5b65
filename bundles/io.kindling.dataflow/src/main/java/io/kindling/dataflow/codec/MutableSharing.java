package io.kindling.dataflow.codec;

import java.io.Externalizable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Which classes have fields that could be shared between objects and change. Lives as long as its writer, and holds classes no longer. */
final class MutableSharing {

    private static final Set<Class<?>> IMMUTABLE = Set.of(String.class, Integer.class, Long.class, Double.class, Float.class,
            Short.class, Byte.class, Boolean.class, Character.class, BigDecimal.class, BigInteger.class, UUID.class);

    private final Map<Class<?>, Boolean> known = new HashMap<>();

    boolean possible(final Class<?> type) {
        Boolean answer = known.get(type);
        if (answer == null) {
            answer = look(type);
            known.put(type, answer);
        }
        return answer;
    }

    private static boolean look(final Class<?> type) {
        if (Enum.class.isAssignableFrom(type) || harmless(type)) {
            return false;
        }
        if (type.isArray() || Externalizable.class.isAssignableFrom(type)) {
            return true;
        }
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            if (writesItself(c)) {
                return true;
            }
            for (final Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !harmless(field.getType())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean harmless(final Class<?> type) {
        return type.isPrimitive() || IMMUTABLE.contains(type) || type.isEnum() || isTime(type);
    }

    private static boolean isTime(final Class<?> type) {
        return type.getModule() == Object.class.getModule() && type.getPackageName().equals("java.time") && Modifier.isFinal(type.getModifiers());
    }

    private static boolean writesItself(final Class<?> type) {
        for (final var method : type.getDeclaredMethods()) {
            if (method.getName().equals("writeObject") || method.getName().equals("writeReplace")) {
                return true;
            }
        }
        return false;
    }
}
