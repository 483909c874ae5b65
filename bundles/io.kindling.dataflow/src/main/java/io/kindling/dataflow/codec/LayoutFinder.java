package io.kindling.dataflow.codec;

import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Decides once for each class whether its objects may be written field by field with the same outcome as Java's
 * serialisation. Whatever has a say of its own there (hooks, replacements, Externalizable), has superclasses that do not
 * travel, or is no ordinary class, goes through Java's. Thread-safe.
 */
final class LayoutFinder {

    private final boolean foreign;
    private final boolean fieldwise;
    private final EmptyInstances instances = new EmptyInstances();

    LayoutFinder(final boolean foreign, final boolean fieldwise) {
        this.foreign = foreign;
        this.fieldwise = fieldwise;
    }

    Layout find(final Class<?> type) {
        if (foreign) {
            return isOurs(type) ? Layout.ofJava(type, "it stands for values of a group") : Layout.of(type, Kind.FOREIGN);
        }
        final Class<?> enumeration = enumeration(type);
        if (enumeration != null) {
            return Layout.ofEnum(enumeration);
        }
        if (type.isArray()) {
            return type.getComponentType().isPrimitive() ? Layout.ofJava(type, "it is an array of a rare kind") : Layout.of(type, Kind.TYPED_ARRAY);
        }
        try {
            final String reason = reason(type);
            if (reason != null) {
                return Layout.ofJava(type, reason);
            }
            return type.isRecord() ? record(type) : Layout.ofBean(type, fields(type), instances.of(type));
        } catch (final ReflectiveOperationException | InaccessibleObjectException e) {
            return Layout.ofJava(type, "its fields cannot be reached (" + e.getMessage() + ")");
        }
    }

    /** What we give to functions in the place of a list, and becomes one where it is serialised; no serialiser of the application's can know it. */
    private static boolean isOurs(final Class<?> type) {
        return type.getClassLoader() == LayoutFinder.class.getClassLoader() && "a method writeReplace".equals(hook(type));
    }

    private static Class<?> enumeration(final Class<?> type) {
        if (type.isEnum()) {
            return type;
        }
        return type.getSuperclass() != null && type.getSuperclass().isEnum() ? type.getSuperclass() : null; // a constant with a body
    }

    /** Why objects of a class must go through Java's serialisation; null if they need not. */
    private String reason(final Class<?> type) {
        if (!Serializable.class.isAssignableFrom(type)) {
            return "it is not Serializable";
        } else if (Externalizable.class.isAssignableFrom(type)) {
            return "it is Externalizable";
        } else if (type.isHidden() || type.isSynthetic() || Proxy.isProxyClass(type)) {
            return "it is a lambda or a proxy";
        } else if (type.getClassLoader() == null || type.getClassLoader() == ClassLoader.getPlatformClassLoader()) {
            return "it is a class of the JDK without a format of its own here";
        } else if (Throwable.class.isAssignableFrom(type)) {
            return "it is a Throwable";
        } else if (!type.isRecord() && !fieldwise) {
            return "kindling.serializer is java";
        }
        for (Class<?> each = type; each != Object.class && each != Record.class; each = each.getSuperclass()) {
            if (!Serializable.class.isAssignableFrom(each)) {
                return "its superclass " + each.getName() + " is not Serializable";
            }
            final String hook = hook(each);
            if (hook != null) {
                return each.getName() + " has " + hook;
            }
        }
        return null;
    }

    private static String hook(final Class<?> type) {
        for (final Method method : type.getDeclaredMethods()) {
            final Class<?>[] parameters = method.getParameterTypes();
            final boolean one = switch (method.getName()) {
                case "writeReplace", "readResolve", "readObjectNoData" -> parameters.length == 0;
                case "writeObject" -> parameters.length == 1 && parameters[0] == ObjectOutputStream.class;
                case "readObject" -> parameters.length == 1 && parameters[0] == ObjectInputStream.class;
                default -> false;
            };
            if (one) {
                return "a method " + method.getName();
            }
        }
        for (final Field field : type.getDeclaredFields()) {
            if (field.getName().equals("serialPersistentFields") && Modifier.isStatic(field.getModifiers())) {
                return "serialPersistentFields";
            }
        }
        return null;
    }

    private static Layout record(final Class<?> type) throws ReflectiveOperationException {
        final RecordComponent[] components = type.getRecordComponents();
        final FieldSlot[] fields = new FieldSlot[components.length];
        final Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            fields[i] = slot(type.getDeclaredField(components[i].getName()));
            types[i] = components[i].getType();
        }
        final Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        final MethodHandle canonical = MethodHandles.lookup().unreflectConstructor(constructor);
        return Layout.ofRecord(type, fields,
                canonical.asFixedArity().asSpreader(Object[].class, types.length).asType(MethodType.methodType(Object.class, Object[].class)));
    }

    private static FieldSlot[] fields(final Class<?> type) {
        final List<Class<?>> chain = new ArrayList<>();
        for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
            chain.add(0, each);
        }
        final List<FieldSlot> slots = new ArrayList<>();
        for (final Class<?> each : chain) {
            Arrays.stream(each.getDeclaredFields())
                    .filter(field -> (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0)
                    .sorted(Comparator.comparing(Field::getName))
                    .forEach(field -> slots.add(slot(field)));
        }
        return slots.toArray(Layout.NO_FIELDS);
    }

    private static FieldSlot slot(final Field field) {
        field.setAccessible(true);
        return new FieldSlot(field);
    }
}
