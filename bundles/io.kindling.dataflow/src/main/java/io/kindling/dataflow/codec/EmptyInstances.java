package io.kindling.dataflow.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;

/**
 * Objects whose constructors have not run, as Java's serialisation makes them. The JDK offers that to serialisation
 * libraries in the package {@code sun.reflect} of its module jdk.unsupported; it is looked up at run time, so that no bundle has to import it.
 */
final class EmptyInstances {

    private final Constructor<?> ofObject;
    private final Object factory;
    private final Method make;

    EmptyInstances() {
        Constructor<?> object = null;
        Object found = null;
        Method method = null;
        try {
            final Class<?> type = Class.forName("sun.reflect.ReflectionFactory", true, ClassLoader.getPlatformClassLoader());
            object = Object.class.getDeclaredConstructor();
            found = type.getMethod("getReflectionFactory").invoke(null);
            method = type.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
        } catch (final ReflectiveOperationException e) {
            method = null; // a JVM without that module: then all goes through Java's serialisation
        }
        ofObject = object;
        factory = found;
        make = method;
    }

    /**
     * What makes them.
     *
     * @throws ReflectiveOperationException if this JVM does not offer it
     */
    Constructor<?> of(final Class<?> type) throws ReflectiveOperationException {
        if (make == null) {
            throw new NoSuchMethodException("the JVM has no module jdk.unsupported");
        }
        return (Constructor<?>) make.invoke(factory, type, ofObject);
    }
}
