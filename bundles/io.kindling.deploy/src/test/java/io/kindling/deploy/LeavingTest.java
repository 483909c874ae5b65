package io.kindling.deploy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingContext;
import io.kindling.api.function.Function;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutput;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.Felix;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;

/**
 * Libraries that look around by the thread's context class loader work in an application, and what they leave in the JDK's static tables keeps
 * no class loader once the class space is closed. Soft references are cleared early in this module's tests: the JDK keeps what it knows of
 * serialised classes behind them.
 */
public class LeavingTest {

    private static final String LIBRARY = """
            package app.inner;
            import io.kindling.api.function.Function;
            public class Work {
                public interface Speaker { String speak(); }
                public static class Loud implements Speaker { public String speak() { return "LOUD"; } }
                public static class Bean { public int getSize() { return 1; } }
                public static class Value implements java.io.Serializable { int x = 3; }
                public static class OwnDriver implements java.sql.Driver {
                    static { try { java.sql.DriverManager.registerDriver(new OwnDriver()); } catch (java.sql.SQLException e) { throw new IllegalStateException(e); } }
                    public java.sql.Connection connect(String url, java.util.Properties info) { return null; }
                    public boolean acceptsURL(String url) { return url.startsWith("jdbc:own:"); }
                    public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties info) { return new java.sql.DriverPropertyInfo[0]; }
                    public int getMajorVersion() { return 1; }
                    public int getMinorVersion() { return 0; }
                    public boolean jdbcCompliant() { return false; }
                    public java.util.logging.Logger getParentLogger() { return null; }
                }
                public static Function<Object, Object> function() {
                    Value value = new Value();
                    return x -> {
                        ClassLoader loader = Thread.currentThread().getContextClassLoader();
                        String found = java.util.ServiceLoader.load(Speaker.class).findFirst().get().speak();
                        Object bean = Class.forName("app.inner.Work$Bean", true, loader).getConstructor().newInstance();
                        int properties = java.beans.Introspector.getBeanInfo(bean.getClass()).getPropertyDescriptors().length;
                        Class.forName("app.inner.Work$OwnDriver", true, loader);
                        String driver = java.sql.DriverManager.getDriver("jdbc:own:x").getClass().getSimpleName();
                        String text = java.util.ResourceBundle.getBundle("app.inner.texts", java.util.Locale.ROOT, loader).getString("key");
                        return found + " " + properties + " " + driver + " " + text + " " + value.x;
                    };
                }
            }""";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final ClassSpaces spaces = new DeployedClassSpaces(Felix.class, Container::runtime);

    private Sources application() {
        return new Sources().add("app.inner.Work", LIBRARY).entry("META-INF/services/app.inner.Work$Speaker", "app.inner.Work$Loud\n")
                .entry("app/inner/texts.properties", "key = text\n");
    }

    /** Runs the function; the result is a value that travels too. */
    @SuppressWarnings("unchecked")
    private static void run(final ClassSpace space, final byte[] function) throws Exception {
        final Thread thread = Thread.currentThread();
        final ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(space.loader());
        try {
            assertEquals("LOUD 2 OwnDriver text 3", ((Function<Object, Object>) space.readFunction(function)).call(""));
            final Object value = space.loader().loadClass("app.inner.Work$Value").getConstructor().newInstance();
            try (ObjectOutput out = space.output(new ByteArrayOutputStream())) {
                out.writeObject(List.of(value, new ArrayList<>(List.of(value))));
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Object function(final Class<?> work) throws Exception {
        return work.getMethod("function").invoke(null);
    }

    @Test
    public void shouldLetTheLoadersOfPlainJarsGo() throws Exception {
        final Path jar = application().jar(folder.getRoot().toPath(), "app.jar");
        for (final WeakReference<ClassLoader> loader : useJar(jar)) {
            assertGone(loader);
        }
        assertNull(driver());
    }

    private List<WeakReference<ClassLoader>> useJar(final Path jar) throws Exception {
        try (AutoCloseableLoader application = new AutoCloseableLoader(spaces.applicationLoader(List.of(jar), KindlingContext.class.getClassLoader()));
                ClassSpace driver = spaces.ofLoader(application.loader(), List.of(jar)); ClassSpace executor = spaces.ofArtifacts(driver.artifacts())) {
            final byte[] function = driver.writeFunction(function(application.loader().loadClass("app.inner.Work")), "the function");
            run(executor, function);
            run(driver, function);
            return List.of(new WeakReference<>(application.loader()), new WeakReference<>(executor.loader()));
        }
    }

    @Test
    public void shouldLetTheLoadersOfBundlesGo() throws Exception {
        final Path jar = application().bundle("application").header("Import-Package", "io.kindling.api.function").jar(folder.getRoot().toPath(), "app.jar");
        for (final WeakReference<ClassLoader> loader : useBundle(jar)) {
            assertGone(loader);
        }
        assertNull(driver());
    }

    private List<WeakReference<ClassLoader>> useBundle(final Path jar) throws Exception {
        try (Container container = new Container(folder)) {
            final Bundle bundle = container.install(jar);
            try (ClassSpace driver = spaces.ofBundle(bundle); ClassSpace executor = spaces.ofArtifacts(driver.artifacts())) {
                final byte[] function = driver.writeFunction(function(bundle.loadClass("app.inner.Work")), "the function");
                run(executor, function);
                return List.of(new WeakReference<>(driver.loader()), new WeakReference<>(executor.loader()),
                        new WeakReference<>(executor.loader().getParent() == null ? executor.loader() : executor.loader().getParent()));
            }
        }
    }

    @Test
    public void shouldLetTheLoadersOfAChangedApplicationGo() throws Exception {
        final Path jar = application().jar(folder.getRoot().toPath(), "app.jar");
        final Path base = new Sources().entry("nothing.txt", "").jar(folder.getRoot().toPath(), "base.jar");
        assertGone(useChanged(base, jar));
    }

    private WeakReference<ClassLoader> useChanged(final Path base, final Path jar) throws Exception {
        try (AutoCloseableLoader application = new AutoCloseableLoader(spaces.applicationLoader(List.of(base), KindlingContext.class.getClassLoader()));
                ClassSpace first = spaces.ofLoader(application.loader(), List.of(base));
                ClassSpace changed = spaces.ofChange(first, java.util.Set.of(), List.of(spaces.copy(jar, folder.getRoot().toPath().resolve("copy.jar"))), List.of())) {
            run(changed, changed.writeFunction(function(changed.loader().loadClass("app.inner.Work")), "the function"));
            return new WeakReference<>(changed.loader());
        }
    }

    private static Object driver() {
        return DriverManager.drivers().filter(each -> each.getClass().getName().startsWith("app.")).findFirst().orElse(null);
    }

    private static void assertGone(final WeakReference<ClassLoader> loader) throws InterruptedException {
        assertNotNull(loader);
        for (int i = 0; i < 500 && loader.get() != null; i++) {
            System.gc();
            assertTrue(!new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS));
        }
        assertNull(loader.get());
    }

    /** The loader of a submitted application, closed by whoever opened it. */
    private record AutoCloseableLoader(ClassLoader loader) implements AutoCloseable {

        @Override
        public void close() throws Exception {
            ((AutoCloseable) loader).close();
        }
    }
}
