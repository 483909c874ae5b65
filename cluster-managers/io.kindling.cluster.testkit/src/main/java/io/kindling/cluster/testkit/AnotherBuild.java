package io.kindling.cluster.testkit;

import io.kindling.cluster.api.ClusterManager;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * An adapter's classes, loaded once more by a class loader of their own, as after an update of its bundle: what they
 * share with the first ones is the JDK and the bundles that the adapter imports.
 */
public final class AnotherBuild implements AutoCloseable {

    private final Loader loader;

    private AnotherBuild(final Loader loader) {
        this.loader = loader;
    }

    /** All classes that lie in the jar or folder from which the adapter was loaded. */
    public static AnotherBuild of(final Class<?> adapter) {
        return of(adapter, name -> true);
    }

    /**
     * As {@link #of(Class)}, if not everything that lies there is the adapter's.
     *
     * @param own tells by their full names which classes are
     */
    public static AnotherBuild of(final Class<?> adapter, final Predicate<String> own) {
        final URL location = adapter.getProtectionDomain().getCodeSource().getLocation();
        return new AnotherBuild(new Loader("another-build-" + UUID.randomUUID(), location, adapter.getClassLoader(), own));
    }

    /**
     * Makes a manager of this build.
     *
     * @param original  its class in the first build
     * @param arguments for the constructor that takes them, public or not; their classes are not the adapter's own
     */
    public ClusterManager newManager(final Class<?> original, final Object... arguments) {
        try {
            final Class<?> type = loader.loadClass(original.getName());
            if (type == original) {
                throw new IllegalStateException(original + " is not a class of the build");
            }
            for (final Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (takes(constructor.getParameterTypes(), arguments)) {
                    constructor.setAccessible(true);
                    return (ClusterManager) constructor.newInstance(arguments);
                }
            }
        } catch (final InvocationTargetException e) {
            throw new IllegalStateException(original + " fails in another class loader", e.getCause());
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(original + " cannot be made in another class loader", e);
        }
        throw new IllegalStateException(original + " has no constructor for " + Arrays.toString(arguments)
                + "; override newManager(AnotherBuild) in its contract test and give it what it needs");
    }

    /** Watches the build's class loader without keeping it. */
    public Watch watch() {
        return new Watch(new WeakReference<>(loader), loader.getName());
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (final IOException e) {
            throw new IllegalStateException("the class loader of another build does not close", e);
        }
    }

    private static boolean takes(final Class<?>[] types, final Object... arguments) {
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (!types[i].isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether a build is gone. */
    public static final class Watch {

        private final WeakReference<ClassLoader> loader;
        private final String name;

        private Watch(final WeakReference<ClassLoader> loader, final String name) {
            this.loader = loader;
            this.name = name;
        }

        /** The threads that are in the middle of code of the build. */
        public Set<String> threads() {
            return Thread.getAllStackTraces().entrySet().stream()
                    .filter(e -> Arrays.stream(e.getValue()).anyMatch(frame -> name.equals(frame.getClassLoaderName())))
                    .map(e -> e.getKey().getName()).collect(Collectors.toSet());
        }

        /** Whether nothing holds the build any more: its class loader is collected within the limit. */
        public boolean isCollected(final Duration limit) {
            return Await.holds(() -> {
                System.gc();
                return loader.get() == null;
            }, limit);
        }
    }

    /** Own classes first, everything else from the first build's loader. */
    private static final class Loader extends URLClassLoader {

        private final Predicate<String> own;

        Loader(final String name, final URL location, final ClassLoader parent, final Predicate<String> own) {
            super(name, new URL[] {location}, parent);
            this.own = own;
        }

        @Override
        protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                final Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                if (own.test(name) && findResource(name.replace('.', '/') + ".class") != null) {
                    return findClass(name);
                }
                return super.loadClass(name, resolve);
            }
        }
    }
}
