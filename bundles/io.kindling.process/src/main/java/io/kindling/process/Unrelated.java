package io.kindling.process;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.Supplier;

/**
 * Calls something that may make threads which live on, as though nobody had called it: a thread keeps the context class
 * loader of whoever makes it, and up to Java 23 the protection domains on its stack, and through these an application
 * that is long gone. The JVM's own threads that wait for the ends of processes are such.
 */
final class Unrelated {

    private Unrelated() {
    }

    @SuppressWarnings("removal") // where it goes, so does what it is here against
    static <T> T call(final Supplier<T> call) {
        final Thread thread = Thread.currentThread();
        final ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            return AccessController.doPrivileged((PrivilegedAction<T>) call::get);
        } finally {
            thread.setContextClassLoader(loader);
        }
    }
}
