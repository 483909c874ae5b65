package io.kindling.deploy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.api.function.Function;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.framework.Felix;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.FrameworkWiring;

/** What bundles may be like that travel, and what their tasks find on an executor. */
public class BundleFeaturesTest {

    private static final String IMPORTS = "io.kindling.api.function;version=\"[1.0,2)\"";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final ClassSpaces spaces = new DeployedClassSpaces(Felix.class, Container::runtime);
    private Container container;

    @Before
    public void open() throws Exception {
        container = new Container(folder);
    }

    @After
    public void close() throws Exception {
        container.close();
    }

    private Path directory() {
        return folder.getRoot().toPath();
    }

    private Path library(final String version, final String text) throws Exception {
        return new Sources().add("lib.Text", "package lib; public class Text implements java.io.Serializable { public String toString() { return \"" + text + "\"; } }")
                .bundle("library").header("Bundle-Version", version).header("Export-Package", "lib;version=\"" + version + "\"")
                .jar(directory(), "library-" + version + ".jar");
    }

    /** A bundle whose {@code app.inner.Work.function()} is what travels. */
    private static Sources application(final String body) {
        return new Sources().add("app.inner.Work", """
                package app.inner;
                import io.kindling.api.function.Function;
                public class Work {
                %s
                }""".formatted(body)).bundle("application").header("Import-Package", IMPORTS);
    }

    private static String travelling(final String expression) {
        return "public static Function<Object, Object> function() { return x -> " + expression + "; }";
    }

    /** Runs its function where it has travelled to, and not where it comes from. */
    private Object there(final Bundle bundle, final Object argument) throws Exception {
        try (ClassSpace driver = spaces.ofBundle(bundle); ClassSpace executor = spaces.ofArtifacts(driver.artifacts())) {
            return call(executor, driver.writeFunction(function(bundle), "the function"), argument);
        }
    }

    private static Object function(final Bundle bundle) throws Exception {
        return bundle.loadClass("app.inner.Work").getMethod("function").invoke(null);
    }

    @SuppressWarnings("unchecked")
    private static Object call(final ClassSpace space, final byte[] function, final Object argument) throws Exception {
        final Thread thread = Thread.currentThread();
        final ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(space.loader());
        try {
            return ((Function<Object, Object>) space.readFunction(function)).call(argument);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<String> names(final ClassSpace space) {
        return space.artifacts().stream().map(artifact -> artifact.name().replaceFirst("-\\d.*", "")).toList();
    }

    @Test
    public void shouldRunEveryKindOfClassOfAPrivatePackage() throws Exception {
        final Bundle bundle = container.install(application("""
                record Point(int x, int y) implements java.io.Serializable { }
                enum Colour { RED { int code() { return 7; } }; abstract int code(); }
                public static Function<Object, Object> function() {
                    Point point = new Point(1, 2); Colour colour = Colour.RED;
                    Function<Object, Object> anonymous = new Function<>() { public Object call(Object x) { return "anonymous " + x; } };
                    class Local implements Function<Object, Object> { public Object call(Object x) { return "local " + x; } }
                    Function<Object, Object> local = new Local();
                    Function<Object, Object> reference = String::valueOf;
                    return x -> point + " " + colour + colour.code() + " " + anonymous.call(x) + " " + local.call(x) + " " + reference.call(x);
                }""").jar(directory(), "app.jar"));
        assertEquals("Point[x=1, y=2] RED7 anonymous a local a a", there(bundle, "a"));
    }

    @Test
    public void shouldFindEmbeddedJarsFragmentsAndResources() throws Exception {
        final Path embedded = new Sources().add("embedded.Deep", "package embedded; public class Deep { public static String text() { return \"deep\"; } }")
                .jar(directory(), "embedded.jar");
        final Bundle fragment = container.install(new Sources().entry("fragment.txt", "from the fragment").bundle("fragment")
                .header("Fragment-Host", "application").jar(directory(), "fragment.jar"));
        final Bundle bundle = container.install(application("""
                static String read(String name) {
                    try (var in = Work.class.getClassLoader().getResourceAsStream(name)) { return in == null ? "none" : new String(in.readAllBytes()); }
                    catch (java.io.IOException e) { return e.toString(); }
                }
                """ + travelling("embedded.Deep.text() + \" \" + read(\"fragment.txt\") + \" \" + read(\"own.txt\")")).using(embedded)
                .entry("own.txt", "own").entry("lib/embedded.jar", java.nio.file.Files.readAllBytes(embedded)).header("Bundle-ClassPath", ".,lib/embedded.jar")
                .jar(directory(), "app.jar"));
        assertEquals("deep from the fragment own", there(bundle, ""));
        try (ClassSpace driver = spaces.ofBundle(bundle)) {
            assertEquals("the fragment is an artifact of its own", List.of("application", "fragment"), names(driver));
        }
        assertEquals(Bundle.RESOLVED, fragment.getState());
    }

    @Test
    public void shouldShipAVersionedPackageThatTheJdkHasWithoutAVersion() throws Exception {
        container.install(new Sources().entry("javax/transaction/xa/note.txt", "from the bundle").bundle("transactions")
                .header("Export-Package", "javax.transaction.xa;version=\"1.3\"").jar(directory(), "transactions.jar"));
        final Bundle bundle = container.install(new Sources().add("app.inner.Work", """
                package app.inner;
                import io.kindling.api.function.Function;
                public class Work {
                    public static Function<Object, Object> function() { return x -> "ran " + x; }
                }""").bundle("application").header("Import-Package", IMPORTS + ",javax.transaction.xa;version=\"[1.1,2)\"").jar(directory(), "app.jar"));
        assertEquals("ran here", there(bundle, "here"));
        try (ClassSpace driver = spaces.ofBundle(bundle)) {
            assertEquals(List.of("application", "transactions"), names(driver));
        }
    }

    @Test
    public void shouldFindNativeLibraries() throws Exception {
        final String library = "native/" + System.mapLibraryName("thing");
        final Bundle bundle = container.install(application("""
                public static Function<Object, Object> function() { return name -> {
                    var find = ClassLoader.class.getDeclaredMethod("findLibrary", String.class);
                    Object loader = Work.class.getClassLoader();
                    for (Class<?> each = loader.getClass(); each != null; each = each.getSuperclass()) {
                        try {
                            var method = each.getDeclaredMethod("findLibrary", String.class);
                            method.setAccessible(true);
                            return java.nio.file.Files.readString(java.nio.file.Path.of((String) method.invoke(loader, name)));
                        } catch (NoSuchMethodException e) { continue; }
                    }
                    return "none";
                }; }""").entry(library, "binary").header("Bundle-NativeCode", library).jar(directory(), "app.jar"));
        assertEquals("binary", there(bundle, "thing"));
    }

    @Test
    public void shouldBindRangesAndOptionalAndDynamicImportsAsInTheContainer() throws Exception {
        final Path one = library("1.5.0", "one");
        container.install(library("2.5.0", "two"));
        container.install(one);
        container.install(new Sources().add("dyn.Late", "package dyn; public class Late { public static String text() { return \"late\"; } }")
                .bundle("dynamic").header("Export-Package", "dyn").jar(directory(), "dynamic.jar"));
        final Bundle bundle = container.install(application("""
                static { load("dyn.Late"); }
                static String load(String name) {
                    try { return (String) Class.forName(name).getMethod("text").invoke(null); }
                    catch (ReflectiveOperationException e) { return e.getClass().getSimpleName(); }
                }
                """ + travelling("new lib.Text() + \" \" + load(\"dyn.Late\") + \" \" + load(\"absent.Optional\")")).using(one)
                .header("Import-Package", IMPORTS + ",lib;version=\"[1.2,2)\",absent;resolution:=optional,org.apache.felix.framework;resolution:=optional")
                .header("DynamicImport-Package", "dyn").jar(directory(), "app.jar"));
        try (ClassSpace here = spaces.ofBundle(bundle)) {
            assertEquals("one late ClassNotFoundException", call(here, here.writeFunction(function(bundle), "the function"), ""));
        }
        assertEquals("one late ClassNotFoundException", there(bundle, ""));
        try (ClassSpace driver = spaces.ofBundle(bundle)) {
            assertEquals(List.of("application", "library", "dynamic"), names(driver));
        }
    }

    @Test
    public void shouldStartComponentsAndShipNothingOfWhatRunsThem() throws Exception {
        container.withComponents();
        final Bundle bundle = container.install(components().jar(directory(), "app.jar"));
        try (ClassSpace driver = spaces.ofBundle(bundle)) {
            assertEquals(List.of("application"), names(driver));
        }
        assertEquals("a component says hello, application is ACTIVE, configurations: true", there(bundle, "hello"));
    }

    private static Sources components() {
        return application("""
                public static Function<Object, Object> function() { return x -> {
                    var bundle = org.osgi.framework.FrameworkUtil.getBundle(Work.class);
                    var context = bundle.getBundleContext();
                    var greeter = context.getService(context.getServiceReference(Greeter.class));
                    var admin = context.getServiceReference(org.osgi.service.cm.ConfigurationAdmin.class);
                    return greeter.say(x) + ", " + bundle.getSymbolicName() + " is " + (bundle.getState() == 32 ? "ACTIVE" : bundle.getState()) + ", configurations: " + (admin != null);
                }; }""").add("app.inner.Greeter", "package app.inner; public class Greeter { public String say(Object x) { return \"a component says \" + x; } }")
                .entry("OSGI-INF/greeter.xml", """
                        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="greeter" immediate="true">
                          <implementation class="app.inner.Greeter"/><service><provide interface="app.inner.Greeter"/></service>
                        </scr:component>""").header("Service-Component", "OSGI-INF/greeter.xml")
                .header("Require-Capability", "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.3.0)(!(version>=2.0.0)))\"")
                .header("Import-Package", IMPORTS + ",org.osgi.framework,org.osgi.service.cm;version=\"[1.5,2)\"");
    }

    @Test
    public void shouldSayWhatTheRuntimeOfAnExecutorLacks() throws Exception {
        container.withComponents();
        final Bundle bundle = container.install(components().jar(directory(), "app.jar"));
        try (ClassSpace driver = spaces.ofBundle(bundle)) {
            final KindlingException e = assertThrows(KindlingException.class, () -> new DeployedClassSpaces(Felix.class).ofArtifacts(driver.artifacts()));
            assertTrue(e.getMessage(), e.getMessage().contains("org.osgi.util.function"));
        }
    }

    @Test
    public void shouldStartActivatorsButNotThoseOfLazyBundles() throws Exception {
        final Bundle eager = container.install(activator("eager", "System.setProperty(\"kindling.test.eager\", \"\" + context.getBundle().getSymbolicName())").jar(directory(), "eager.jar"));
        final Bundle lazy = container.install(activator("lazy", "System.setProperty(\"kindling.test.lazy\", \"started\")").header("Bundle-ActivationPolicy", "lazy").jar(directory(), "lazy.jar"));
        System.clearProperty("kindling.test.eager");
        System.clearProperty("kindling.test.lazy");
        try (ClassSpace ignored = spaces.ofArtifacts(spaces.ofBundle(eager).artifacts()); ClassSpace sleeping = spaces.ofArtifacts(spaces.ofBundle(lazy).artifacts())) {
            assertEquals("eager", System.clearProperty("kindling.test.eager"));
            assertEquals(null, System.getProperty("kindling.test.lazy"));
            sleeping.loader().loadClass("act.Activator");
            assertEquals("started", System.clearProperty("kindling.test.lazy"));
        }
    }

    private static Sources activator(final String name, final String statement) {
        return new Sources().add("act.Activator", """
                package act;
                import org.osgi.framework.*;
                public class Activator implements BundleActivator {
                    public void start(BundleContext context) throws Exception { %s; }
                    public void stop(BundleContext context) { }
                }""".formatted(statement)).bundle(name).header("Bundle-Activator", "act.Activator").header("Import-Package", "org.osgi.framework");
    }

    @Test
    public void shouldNameTheBundleThatDoesNotStartAndWhy() throws Exception {
        System.setProperty("kindling.test.driver", "true");
        final Bundle bundle = container.install(activator("broken", "if (System.getProperty(\"kindling.test.driver\") == null) throw new java.io.IOException(\"no licence\")").jar(directory(), "broken.jar"));
        System.clearProperty("kindling.test.driver");
        final List<Artifact> artifacts = spaces.ofBundle(bundle).artifacts();
        final KindlingException e = assertThrows(KindlingException.class, () -> spaces.ofArtifacts(artifacts));
        assertTrue(e.getMessage(), e.getMessage().startsWith("The bundle broken") && e.getMessage().endsWith("does not start on this executor: java.io.IOException: no licence"));
    }

    @Test
    public void shouldSayBeforeAnythingIsShippedWhichPackageIsMissing() throws Exception {
        final Path own = new Sources().add("container.own.Thing", "package container.own; public class Thing { }").jar(directory(), "own.jar");
        final Bundle bundle = container.install(application(travelling("container.own.Thing.class.getName()")).using(own)
                .header("Import-Package", IMPORTS + ",container.own;version=\"[1.2,2)\"").jar(directory(), "app.jar"));
        final KindlingException e = assertThrows(KindlingException.class, () -> spaces.ofBundle(bundle).artifacts());
        assertTrue(e.getMessage(), e.getMessage().startsWith("bundle application needs package container.own [1.2,2), no bundle of the application has it"));
    }

    @Test
    public void shouldLeaveOutWhatIsOptionalAndNeedsTheContainer() throws Exception {
        final Path helper = new Sources().add("helper.Help", "package helper; public class Help { }").bundle("helper").header("Export-Package", "helper")
                .header("Import-Package", "container.own").jar(directory(), "helper.jar");
        container.install(helper);
        final Bundle bundle = container.install(application(travelling("\"well\""))
                .header("Import-Package", IMPORTS + ",helper;resolution:=optional").jar(directory(), "app.jar"));
        assertEquals("well", there(bundle, ""));
        try (ClassSpace driver = spaces.ofBundle(bundle)) {
            assertEquals(List.of("application"), names(driver));
        }
    }

    @Test
    public void shouldKeepTwoVersionsOfAnApplicationAndItsLibraryApart() throws Exception {
        final Path first = library("1.0.0", "one");
        final Path second = library("2.0.0", "two");
        container.install(first);
        container.install(second);
        final Bundle one = container.install(application(travelling("x + \" \" + new lib.Text()")).using(first)
                .header("Import-Package", IMPORTS + ",lib;version=\"[1,2)\"").jar(directory(), "one.jar"));
        final Bundle two = container.install(application(travelling("x + \" \" + new lib.Text() + \"!\"")).using(second).header("Bundle-Version", "2.0.0")
                .header("Import-Package", IMPORTS + ",lib;version=\"[2,3)\"").jar(directory(), "two.jar"));
        try (ClassSpace driverOne = spaces.ofBundle(one); ClassSpace driverTwo = spaces.ofBundle(two);
                ClassSpace executorOne = spaces.ofArtifacts(driverOne.artifacts()); ClassSpace executorTwo = spaces.ofArtifacts(driverTwo.artifacts())) {
            final byte[] functionOne = driverOne.writeFunction(function(one), "one");
            assertEquals("a one", call(executorOne, functionOne, "a"));
            assertEquals("a two!", call(executorTwo, driverTwo.writeFunction(function(two), "two"), "a"));
            final Exception e = assertThrows(Exception.class, () -> call(executorTwo, functionOne, "a"));
            assertTrue(e.toString(), e.toString().contains("it comes from the artifact with the content"));
        }
    }

    @Test
    public void shouldGoOnWithWhatWasPackedAfterAnUpdate() throws Exception {
        final Bundle library = container.install(library("1.0.0", "one"));
        final Path jar = application(travelling("x + \" \" + new lib.Text()")).using(directory().resolve("library-1.0.0.jar"))
                .header("Import-Package", IMPORTS + ",lib").jar(directory(), "app.jar");
        final Bundle bundle = container.install(jar);
        try (ClassSpace before = spaces.ofBundle(bundle)) {
            final List<Artifact> artifacts = before.artifacts();
            final byte[] function = before.writeFunction(function(bundle), "the function");
            library.update(java.nio.file.Files.newInputStream(library("1.1.0", "new")));
            final KindlingException e = assertThrows(KindlingException.class, () -> spaces.ofBundle(bundle).artifacts());
            assertTrue(e.getMessage(), e.getMessage().contains("refresh the bundles"));
            final java.util.concurrent.CountDownLatch refreshed = new java.util.concurrent.CountDownLatch(1);
            container.framework().adapt(FrameworkWiring.class).refreshBundles(null, event -> refreshed.countDown());
            assertTrue(refreshed.await(20, java.util.concurrent.TimeUnit.SECONDS));
            try (ClassSpace executor = spaces.ofArtifacts(artifacts)) {
                assertEquals("a one", call(executor, function, "a"));
            }
            assertEquals("a context made now has the new code", "a new", there(bundle, "a"));
            try (ClassSpace after = spaces.ofBundle(bundle)) {
                assertFalse(hashes(before).equals(hashes(after)));
            }
        }
    }

    private static List<String> hashes(final ClassSpace space) {
        return Stream.of(space.artifacts()).flatMap(List::stream).map(Artifact::hash).toList();
    }

    @Test
    public void shouldRunBesideAnApplicationABundleAndAJarThatWereAddedLater() throws Exception {
        final Bundle bundle = container.install(application("""
                public static Function<Object, Object> function() { return name -> Class.forName((String) name, true, Thread.currentThread().getContextClassLoader())
                        .getConstructor().newInstance().toString(); }""").jar(directory(), "app.jar"));
        final Bundle other = container.install(library("1.0.0", "one"));
        final Path jar = new Sources().add("more.Plain", "package more; public class Plain { public String toString() { return \"plain sees \" + app.inner.Work.class.getSimpleName(); } }")
                .using(directory().resolve("app.jar")).jar(directory(), "more.jar");
        try (ClassSpace first = spaces.ofBundle(bundle); ClassSpace changed = spaces.ofChange(first, java.util.Set.of(), List.of(spaces.copy(jar, directory().resolve("copy.jar"))), List.of(other))) {
            assertTrue(changed.runsHere());
            assertEquals(3, changed.artifacts().size());
            final byte[] function = changed.writeFunction(function(bundle), "the function");
            assertEquals("plain sees Work", call(changed, function, "more.Plain"));
            try (ClassSpace executor = spaces.ofArtifacts(changed.artifacts())) {
                assertEquals("plain sees Work", call(executor, function, "more.Plain"));
                assertThrows(ClassNotFoundException.class, () -> call(executor, function, "absent.Plain"));
            }
        }
    }

    /** As sessions of one application do: the same class in two versions, in a JAR and in a bundle. */
    @Test
    public void shouldOpenSeveralChangesOfOneApplicationAtOnce() throws Exception {
        final Bundle bundle = container.install(application("""
                public static Function<Object, Object> function() { return name -> Class.forName((String) name, true, Thread.currentThread().getContextClassLoader())
                        .getConstructor().newInstance().toString(); }""").jar(directory(), "app.jar"));
        try (ClassSpace first = spaces.ofBundle(bundle); ClassSpace one = changed(first, "1.0.0", "one"); ClassSpace two = changed(first, "2.0.0", "two");
                ClassSpace executorOfOne = spaces.ofArtifacts(one.artifacts()); ClassSpace executorOfTwo = spaces.ofArtifacts(two.artifacts())) {
            final byte[] function = first.writeFunction(function(bundle), "the function");
            assertEquals("one", call(one, function, "more.Plain"));
            assertEquals("two", call(two, function, "more.Plain"));
            assertEquals("one", call(executorOfOne, function, "more.Plain"));
            assertEquals("two", call(executorOfTwo, function, "more.Plain"));
            final Class<?> ofOne = one.loader().loadClass("more.Plain");
            assertEquals("one", executorOfOne.classOf(one.nameOf(ofOne)).getConstructor().newInstance().toString());
            final String refused = assertThrows(java.io.IOException.class, () -> two.nameOf(ofOne)).getMessage();
            assertTrue(refused, refused.contains("more.Plain") && refused.contains("must come from the application's artifacts"));
            for (final Bundle library : container.framework().getBundleContext().getBundles()) {
                if ("library".equals(library.getSymbolicName())) {
                    final boolean isFirst = library.getVersion().getMajor() == 1;
                    final String name = (isFirst ? one : two).nameOf(library.loadClass("lib.Text"));
                    assertEquals(isFirst ? "one" : "two", (isFirst ? executorOfOne : executorOfTwo).classOf(name).getConstructor().newInstance().toString());
                    assertThrows(java.io.IOException.class, () -> (isFirst ? two : one).nameOf(library.loadClass("lib.Text")));
                }
            }
        }
    }

    private ClassSpace changed(final ClassSpace first, final String version, final String text) throws Exception {
        final Path jar = new Sources().add("more.Plain", "package more; public class Plain { public String toString() { return \"" + text + "\"; } }")
                .jar(directory(), "more-" + text + ".jar");
        return spaces.ofChange(first, java.util.Set.of(), List.of(spaces.copy(jar, directory().resolve("copy-" + text + ".jar"))),
                List.of(container.install(library(version, text))));
    }
}
