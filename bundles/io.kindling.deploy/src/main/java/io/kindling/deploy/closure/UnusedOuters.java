package io.kindling.deploy.closure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Inner, local and anonymous classes whose code never looks at their enclosing object, though the compiler gives it to them. Only
 * the classes of one nest can look, so their class files tell. One for each class space. Thread-safe.
 */
final class UnusedOuters {

    private final Map<Class<?>, Optional<Field>> known = new ConcurrentHashMap<>(); // goes with the class space

    /** The field with the enclosing object if nothing reads it; null if something does, or there is none. */
    Field of(final Class<?> type) {
        return known.computeIfAbsent(type, UnusedOuters::find).orElse(null);
    }

    private static Optional<Field> find(final Class<?> type) {
        if (type.isHidden() || type.getEnclosingClass() == null || type.isRecord() || type.isEnum() || type.isInterface()) {
            return Optional.empty();
        }
        try {
            for (final Field field : type.getDeclaredFields()) {
                if (field.isSynthetic() && field.getName().startsWith("this$") && !isRead(field, type)) {
                    field.setAccessible(true);
                    return Optional.of(field);
                }
            }
        } catch (final IOException | LinkageError | InaccessibleObjectException | SecurityException | IndexOutOfBoundsException | NullPointerException e) {
            return Optional.empty(); // nobody can tell: then it stays
        }
        return Optional.empty();
    }

    private static boolean isRead(final Field field, final Class<?> type) throws IOException {
        final String owner = type.getName().replace('.', '/');
        for (final Class<?> member : type.getNestMembers()) {
            try (InputStream file = open(member)) {
                if (file == null || FieldReads.in(file.readAllBytes(), owner, field.getName())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static InputStream open(final Class<?> type) {
        final String file = type.getName().replace('.', '/') + ".class";
        return type.getClassLoader() == null ? null : type.getClassLoader().getResourceAsStream(file);
    }

    /** The object, or if nothing reads its enclosing object a copy of it that has none. */
    Object without(final Object object) {
        final Field outer = of(object.getClass());
        try {
            return outer == null || outer.get(object) == null ? object : copy(object, outer);
        } catch (final ReflectiveOperationException | InaccessibleObjectException e) {
            return object; // parts of it are the JDK's own: then it stays
        }
    }

    private static Object copy(final Object object, final Field left) throws ReflectiveOperationException {
        final Object copy = empty(object.getClass());
        for (Class<?> each = object.getClass(); each != Object.class; each = each.getSuperclass()) {
            for (final Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.equals(left)) {
                    field.setAccessible(true);
                    field.set(copy, field.get(object));
                }
            }
        }
        return copy;
    }

    /** An object whose constructors have not run, as Java's serialisation makes them; looked up, so that the bundle need not import it. */
    private static Object empty(final Class<?> type) throws ReflectiveOperationException {
        final Class<?> factory = Class.forName("sun.reflect.ReflectionFactory", true, ClassLoader.getPlatformClassLoader());
        final Method make = factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
        final Object instance = factory.getMethod("getReflectionFactory").invoke(null);
        return ((Constructor<?>) make.invoke(instance, type, Object.class.getDeclaredConstructor())).newInstance();
    }
}
