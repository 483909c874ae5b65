package io.kindling.deploy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingContext;
import io.kindling.api.KindlingException;
import io.kindling.api.Tuple2;
import io.kindling.api.function.Function;
import io.kindling.deploy.artifact.ClassPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.framework.Felix;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PlainJarTest {

    private static final String APP = """
            package app;
            import io.kindling.api.Tuple2;
            import io.kindling.api.function.Function;
            import java.io.Serializable;
            public class Main {
                record Point(int x, int y) implements Serializable { }
                enum Colour { RED { @Override int code() { return VERSION; } }; abstract int code(); }
                static final int VERSION = %d;
                public static Function<Integer, Object> lambda(int n) { return x -> x + n + VERSION; }
                public static Function<Integer, Object> reference() { return Main::twice; }
                private static Object twice(Integer x) { return 2 * x; }
                public static Function<Integer, Object> anonymous(String text) {
                    return new Function<>() { public Object call(Integer x) { return text + x; } };
                }
                public static Function<Integer, Object> local() {
                    class Local implements Function<Integer, Object> { public Object call(Integer x) { return "local" + x; } }
                    return new Local();
                }
                public static Function<Integer, Object> point() { Point p = new Point(3, 4); return x -> new Tuple2<>(p, Colour.RED); }
                public static Function<Integer, Object> array() { Point[][] p = {{new Point(1, 2)}}; Class<?>[] c = {int.class, Point.class};
                    return x -> p[0][0].x() + c[0].getName() + c[1].getSimpleName(); }
                public static Function<Integer, Object> comparing() {
                    java.util.Comparator<String> order = java.util.Map.Entry.<String, String>comparingByKey() == null ? null : java.util.Comparator.reverseOrder();
                    java.util.Comparator<String> both = order.thenComparing(java.util.Comparator.naturalOrder());
                    return x -> both.compare("a", "b"); }
                public static Object text(Object o) { Tuple2<?, ?> t = (Tuple2<?, ?>) o; return t._1() + " " + t._2() + " " + ((Colour) t._2()).code(); }
            }
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final ClassSpaces spaces = new DeployedClassSpaces(Felix.class);
    private Path first;
    private Path second;

    @Before
    public void compile() throws IOException {
        first = new Sources().add("app.Main", APP.formatted(1)).jar(folder.getRoot().toPath(), "one.jar");
        second = new Sources().add("app.Main", APP.formatted(2)).jar(folder.getRoot().toPath(), "two.jar");
    }

    /** Both sides of an application. */
    private final class Sides implements AutoCloseable {

        private final ClassLoader application;
        private final ClassSpace driver;
        private final ClassSpace executor;

        Sides(final Path... jars) {
            application = spaces.applicationLoader(List.of(jars), KindlingContext.class.getClassLoader());
            driver = spaces.ofLoader(application, List.of(jars));
            executor = spaces.ofArtifacts(driver.artifacts());
        }

        Object make(final String method, final Object... arguments) throws Exception {
            final Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {arguments[0] instanceof String ? String.class : int.class};
            return application.loadClass("app.Main").getMethod(method, types).invoke(null, arguments);
        }

        @SuppressWarnings("unchecked")
        Function<Object, Object> travel(final Object function) throws Exception {
            return (Function<Object, Object>) executor.readFunction(driver.writeFunction(function, "the function of map at App.java:12"));
        }

        @Override
        public void close() throws IOException {
            driver.close();
            executor.close();
            ((Closeable) application).close();
        }
    }

    @Test
    public void shouldRunFunctionsOfEveryKindInTheExecutorsSpace() throws Exception {
        try (Sides sides = new Sides(first)) {
            assertEquals(13, sides.travel(sides.make("lambda", 2)).call(10));
            assertEquals(20, sides.travel(sides.make("reference")).call(10));
            assertEquals("a10", sides.travel(sides.make("anonymous", "a")).call(10));
            assertEquals("local10", sides.travel(sides.make("local")).call(10));
            assertEquals("1intPoint", sides.travel(sides.make("array")).call(10));
            assertEquals(1, sides.travel(sides.make("comparing")).call(10));
            assertSame(sides.executor.loader(), sides.travel(sides.make("local")).getClass().getClassLoader());
        }
    }

    @Test
    public void shouldGoOnWhenTheJarIsDeleted() throws Exception {
        try (Sides sides = new Sides(first)) {
            Files.delete(first);
            assertEquals("anonymous classes too, which nobody has asked for yet", "a10", sides.travel(sides.make("anonymous", "a")).call(10));
        }
    }

    @Test
    public void shouldBringRecordsAndEnumsBack() throws Exception {
        try (Sides sides = new Sides(first)) {
            final Object made = sides.travel(sides.make("point")).call(0);
            final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutput out = sides.executor.output(bytes)) {
                out.writeObject(List.of(made, made));
            }
            try (ObjectInput in = sides.driver.input(new ByteArrayInputStream(bytes.toByteArray()))) {
                final Object back = ((List<?>) in.readObject()).get(1);
                assertSame(sides.application, ((Tuple2<?, ?>) back)._1().getClass().getClassLoader());
                assertEquals("Point[x=3, y=4] RED 1", sides.application.loadClass("app.Main").getMethod("text", Object.class).invoke(null, back));
            }
        }
    }

    @Test
    public void shouldKeepTwoVersionsOfAClassApart() throws Exception {
        try (Sides one = new Sides(first); Sides two = new Sides(second)) {
            assertEquals(11, one.travel(one.make("lambda", 0)).call(10));
            assertEquals(12, two.travel(two.make("lambda", 0)).call(10));
            assertThrows(ClassNotFoundException.class, () -> one.executor.loader().loadClass("io.kindling.deploy.Artifact"));
        }
    }

    @Test
    public void shouldMakeAFreshCopyEachTime() throws Exception {
        try (Sides sides = new Sides(first)) {
            final byte[] bytes = sides.driver.writeFunction(sides.make("anonymous", "b"), "the function");
            assertNotSame(sides.executor.readFunction(bytes), sides.executor.readFunction(bytes));
        }
    }

    @Test
    public void shouldNameTheClassThatIsInNoArtifact() throws Exception {
        try (Sides sides = new Sides(first)) {
            final int captured = 7;
            final Function<Integer, Integer> outsider = x -> x + captured;
            final KindlingException e = assertThrows(KindlingException.class, () -> sides.driver.writeFunction(outsider, "the function"));
            assertTrue(e.getMessage(), e.getMessage().contains("must come from the application's artifacts"));
        }
    }

    @Test
    public void shouldNameAMissingOrBrokenJar() throws Exception {
        final Path missing = folder.getRoot().toPath().resolve("missing.jar");
        final Path broken = Files.writeString(folder.getRoot().toPath().resolve("broken.jar"), "no jar");
        for (final Path bad : List.of(missing, broken)) {
            assertTrue(assertThrows(KindlingException.class, () -> spaces.applicationLoader(List.of(bad), getClass().getClassLoader()))
                    .getMessage().contains(bad.toString()));
            assertTrue(assertThrows(KindlingException.class, () -> spaces.ofLoader(getClass().getClassLoader(), List.of(bad)))
                    .getMessage().contains(bad.toString()));
            assertThrows(KindlingException.class, () -> spaces.read(bad));
        }
    }

    @Test
    public void shouldShipDirectoriesOfClasses() throws Exception {
        final Path classes = new Sources().add("app.Main", APP.formatted(5)).compile(folder.getRoot().toPath().resolve("target/classes"));
        try (URLClassLoader application = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
                ClassSpace driver = spaces.ofLoader(application, List.of(classes, second));
                ClassSpace executor = spaces.ofArtifacts(driver.artifacts())) {
            final Object function = application.loadClass("app.Main").getMethod("lambda", int.class).invoke(null, 1);
            final Function<?, ?> there = (Function<?, ?>) executor.readFunction(driver.writeFunction(function, "the function"));
            assertSame(executor.loader(), there.getClass().getClassLoader());
            assertEquals(List.of("classes", "two.jar"), driver.artifacts().stream().map(Artifact::name).toList());
        }
    }

    @Test
    public void shouldTakeTheClassPathWithoutTheRuntime() {
        final List<String> names = ClassPath.application(System.getProperty("java.class.path")).stream().map(Path::toString).toList();
        assertTrue(names.toString(), names.stream().anyMatch(name -> name.endsWith("test-classes")));
        assertTrue(names.toString(), names.stream().anyMatch(name -> name.contains("junit")));
        assertFalse(names.toString(), names.stream().anyMatch(name -> name.matches(".*(io.kindling.(api|common)|felix).*\\.jar")));
        assertFalse(names.toString(), names.stream().anyMatch(name -> name.endsWith("io.kindling.deploy/target/classes")));
    }

    @Test
    public void shouldShowAnApplicationTheApiAndNothingOfTheRuntime() throws Exception {
        try (Sides sides = new Sides(first)) {
            assertSame(Tuple2.class, sides.application.loadClass(Tuple2.class.getName()));
            assertThrows(ClassNotFoundException.class, () -> sides.application.loadClass("io.kindling.deploy.Artifact"));
            assertThrows(ClassNotFoundException.class, () -> sides.application.loadClass("org.slf4j.Logger"));
        }
    }

    @Test
    public void shouldHashTheContentAndNotTheFile() throws Exception {
        final Path classes = new Sources().add("app.Main", APP.formatted(1)).compile(folder.getRoot().toPath().resolve("again"));
        final Path repacked = folder.getRoot().toPath().resolve("repacked.jar");
        try (var in = new java.util.zip.ZipFile(first.toFile());
                var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(repacked))) {
            out.setLevel(0);
            final var entries = in.stream().sorted((a, b) -> b.getName().compareTo(a.getName())).toList();
            for (final var entry : entries) {
                out.putNextEntry(new java.util.zip.ZipEntry(entry.getName()));
                in.getInputStream(entry).transferTo(out);
            }
            out.putNextEntry(new java.util.zip.ZipEntry("META-INF/SOMEBODY.SF"));
            out.putNextEntry(new java.util.zip.ZipEntry("app/"));
        }
        assertEquals(spaces.read(first).hash(), spaces.read(repacked).hash());
        assertFalse(spaces.read(first).hash().equals(spaces.read(second).hash()));
        assertTrue(Files.isDirectory(classes));
        assertEquals(Artifact.Kind.JAR, spaces.read(first).kind());
    }
}
