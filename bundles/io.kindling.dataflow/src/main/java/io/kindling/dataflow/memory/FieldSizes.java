package io.kindling.dataflow.memory;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** What the objects of one class take themselves, and the fields that refer to more. Used by one thread. */
final class FieldSizes {

    private final long shallow;
    /** Null in the place of one that cannot be read from here, or leads to the enclosing object, which is rarely the object's own. */
    private final Field[] references;

    private FieldSizes(final long shallow, final Field[] references) {
        this.shallow = shallow;
        this.references = references;
    }

    static FieldSizes of(final Class<?> type) {
        long size = 16;
        final boolean application = type.getModule() != Object.class.getModule();
        final List<Field> references = new ArrayList<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (final Field field : declared(c)) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    size += field.getType().isPrimitive() ? 8 : 4;
                    if (!field.getType().isPrimitive()) {
                        references.add(application && !field.isSynthetic() && field.trySetAccessible() ? field : null);
                    }
                }
            }
        }
        return new FieldSizes(size, references.toArray(new Field[0]));
    }

    private static Field[] declared(final Class<?> type) {
        try {
            return type.getDeclaredFields();
        } catch (final LinkageError e) {
            return new Field[0]; // a field's class is missing, as of a library that the application does without: a guess is not what fails a task
        }
    }

    /** With the references, without what they refer to. */
    long shallow() {
        return shallow;
    }

    int references() {
        return references.length;
    }

    /** Whether {@link #get} can be asked. */
    boolean isSeen(final int reference) {
        return references[reference] != null;
    }

    Object get(final int reference, final Object object) {
        try {
            return references[reference].get(object);
        } catch (final IllegalAccessException e) {
            throw new IllegalStateException("A field that was accessible is no more: " + references[reference], e);
        }
    }
}
