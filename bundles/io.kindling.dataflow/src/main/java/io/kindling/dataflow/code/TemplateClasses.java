package io.kindling.dataflow.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The classes of this bundle that can be copied. Thread-safe. */
final class TemplateClasses {

    private final ConcurrentMap<Class<?>, Constructor<?>> constructors = new ConcurrentHashMap<>();
    private final ConcurrentMap<Class<?>, byte[]> bytes = new ConcurrentHashMap<>();

    /** That of a class itself. */
    Constructor<?> constructor(final Class<?> template) {
        return constructors.computeIfAbsent(template, TemplateClasses::only);
    }

    /** That of a new copy of a class: a hidden one, which goes when nothing holds it any more. */
    Constructor<?> copy(final Class<?> template) {
        try {
            final byte[] code = bytes.computeIfAbsent(template, TemplateClasses::read);
            return only(MethodHandles.privateLookupIn(template, MethodHandles.lookup()).defineHiddenClass(code, true).lookupClass());
        } catch (final IllegalAccessException e) {
            throw new IllegalStateException(template.getName() + " cannot be copied", e);
        }
    }

    private static Constructor<?> only(final Class<?> type) {
        final Constructor<?>[] all = type.getDeclaredConstructors();
        if (all.length != 1) {
            throw new IllegalStateException(type.getName() + " has " + all.length + " constructors; a part of a pipeline has one");
        }
        all[0].setAccessible(true);
        return all[0];
    }

    private static byte[] read(final Class<?> template) {
        final String file = template.getName().substring(template.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = template.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The bytes of " + template.getName() + " cannot be found: " + file);
            }
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException("The bytes of " + template.getName() + " cannot be read", e);
        }
    }
}
