package io.kindling.dataflow.serializer;

import io.kindling.api.KindlingException;

/** Objects of classes that a configuration names. */
final class ApplicationClasses {

    private ApplicationClasses() {
    }

    static <T> T make(final String name, final Class<T> type, final String key, final ClassLoader loader) {
        try {
            return type.cast(Class.forName(name, true, loader).getConstructor().newInstance());
        } catch (final ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw new KindlingException(key + " is " + name + ", which cannot be used: it must be a class among the application's artifacts, public,"
                    + " with a public constructor without parameters, and implement " + type.getName() + " (" + e + ")", e);
        }
    }
}
