package io.kindling.deploy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.api.function.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.framework.Felix;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A driver in a container and an executor with a framework of its own for the application. */
public class BundleTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final ClassSpaces spaces = new DeployedClassSpaces(Felix.class);
    private Framework container;
    private Path library;
    private Path application;
    private Path fragment;

    private Framework start(final String storage, final String packages) throws Exception {
        final Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, folder.newFolder(storage).getPath());
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, packages);
        settings.put(Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA, "osgi.extender;osgi.extender=osgi.component;version:Version=1.5"); // ours ask for it
        settings.put("felix.service.urlhandlers", "false");
        settings.put("felix.resolver.parallelism", "1");
        final Framework framework = new FrameworkFactory().newFramework(settings);
        framework.start();
        return framework;
    }

    @Before
    public void start() throws Exception {
        container = start("container", "io.kindling.api;version=1.0.0,io.kindling.api.function;version=1.0.0,org.slf4j;version=2.0.17");
        library = library("1.0.0", "one");
        application = application(library);
        fragment = new Sources().add("lib.inner.Extra", "package lib.inner; public class Extra { public static String text() { return \"extra\"; } }")
                .header("Bundle-ManifestVersion", "2").header("Bundle-SymbolicName", "fragment").header("Fragment-Host", "library")
                .jar(folder.getRoot().toPath(), "fragment.jar");
    }

    @After
    public void stop() throws Exception {
        container.stop();
        container.waitForStop(10_000);
    }

    private Path library(final String version, final String text) throws IOException {
        return new Sources().add("lib.Text", """
                package lib;
                public class Text implements java.io.Serializable {
                    public String toString() {
                        try { return "%s " + Class.forName("lib.inner.Extra").getMethod("text").invoke(null); }
                        catch (ReflectiveOperationException e) { return "%s"; }
                    }
                }""".formatted(text, text))
                .header("Bundle-ManifestVersion", "2").header("Bundle-SymbolicName", "library").header("Bundle-Version", version)
                .header("Export-Package", "lib;version=\"" + version + "\"").jar(folder.getRoot().toPath(), "library-" + text + ".jar");
    }

    private Path application(final Path using) throws IOException {
        return new Sources().add("app.hidden.Work", """
                package app.hidden;
                import io.kindling.api.function.Function;
                public class Work {
                    private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(Work.class);
                    public static Function<Object, Object> function() { lib.Text t = new lib.Text(); LOG.debug("made"); return x -> x + " " + t; }
                }""").using(using)
                .header("Bundle-ManifestVersion", "2").header("Bundle-SymbolicName", "application").header("Bundle-Version", "1.0.0")
                .header("Import-Package", "lib,io.kindling.api.function;version=\"[1.0,2)\",org.slf4j;version=\"[1.7,3)\"")
                .jar(folder.getRoot().toPath(), "application-" + using.getFileName());
    }

    private Bundle install(final Path... jars) throws BundleException {
        final List<Bundle> bundles = new ArrayList<>();
        for (final Path jar : jars) {
            bundles.add(container.getBundleContext().installBundle("reference:" + jar.toUri()));
        }
        bundles.get(bundles.size() - 1).start();
        return bundles.get(bundles.size() - 1);
    }

    private static Object function(final Bundle bundle) throws Exception {
        return bundle.loadClass("app.hidden.Work").getMethod("function").invoke(null);
    }

    @SuppressWarnings("unchecked")
    private static Function<Object, Object> read(final ClassSpace space, final byte[] bytes) throws Exception {
        return (Function<Object, Object>) space.readFunction(bytes);
    }

    @Test
    public void shouldShipABundleWithWhatItIsWiredTo() throws Exception {
        final Bundle bundle = install(library, fragment, application);
        try (ClassSpace driver = spaces.ofBundle(bundle)) {
            final List<Artifact> artifacts = driver.artifacts();
            assertEquals(List.of("application-1.0.0.jar", "library-1.0.0.jar", "fragment-0.0.0.jar"), artifacts.stream().map(Artifact::name).toList());
            assertEquals("the same content has the same hash, installed or not", spaces.read(application).hash(), artifacts.get(0).hash());
            assertEquals(spaces.read(library).hash(), spaces.read(artifacts.get(1).file()).hash());
            assertTrue(artifacts.stream().allMatch(artifact -> artifact.kind() == Artifact.Kind.BUNDLE));
            final byte[] bytes = driver.writeFunction(function(bundle), "the function");
            assertEquals("a one extra", read(driver, bytes).call("a"));
            try (ClassSpace executor = spaces.ofArtifacts(artifacts)) {
                final Function<Object, Object> there = read(executor, bytes);
                assertEquals("a one extra", there.call("a"));
                assertNotSame(function(bundle).getClass().getClassLoader(), there.getClass().getClassLoader());
                assertSame(executor.loader(), there.getClass().getClassLoader());
                assertThrows(ClassNotFoundException.class, () -> executor.loader().loadClass("io.kindling.deploy.Artifact"));
            }
        }
    }

    @Test
    public void shouldOpenTwoVersionsSideBySide() throws Exception {
        final Bundle bundle = install(library, application);
        final Path second = library("1.0.0", "two");
        try (ClassSpace driver = spaces.ofBundle(bundle)) {
            final byte[] bytes = driver.writeFunction(function(bundle), "the function");
            final Artifact changed = spaces.read(second);
            try (ClassSpace one = spaces.ofArtifacts(driver.artifacts());
                    ClassSpace both = spaces.ofArtifacts(List.of(spaces.read(application), changed, spaces.read(library)))) {
                assertEquals("a one", read(one, bytes).call("a"));
                assertThrows(Exception.class, () -> read(spaces.ofArtifacts(List.of(changed)), bytes));
                assertEquals(3, both.artifacts().size());
            }
        }
    }

    @Test
    public void shouldSayWhatABundleLacksOnAnExecutor() {
        final KindlingException e = assertThrows(KindlingException.class, () -> spaces.ofArtifacts(List.of(spaces.read(application))));
        assertTrue(e.getMessage(), e.getMessage().contains("The bundle application") && e.getMessage().contains("lib"));
    }

    /** As in an executor's process: the API is a bundle, and the framework's own class loader does not know it. */
    @Test
    public void shouldOpenBundlesWhereTheRuntimeItselfIsBundles() throws Exception {
        final Framework process = start("process", "org.slf4j;version=2.0.17,org.slf4j.event;version=2.0.17,org.slf4j.helpers;version=2.0.17,org.slf4j.spi;version=2.0.17");
        try {
            final Bundle api = process.getBundleContext().installBundle("reference:" + home(Function.class));
            final Bundle deploy = process.getBundleContext().installBundle("reference:" + home(ClassSpaces.class));
            final Class<?> type = deploy.loadClass(DeployedClassSpaces.class.getName());
            final Object there = type.getConstructor(Class.class).newInstance(process.getClass());
            final Object artifacts = List.of(type.getMethod("read", Path.class).invoke(there, application), type.getMethod("read", Path.class).invoke(there, library));
            final Object space = type.getMethod("ofArtifacts", List.class).invoke(there, artifacts);
            final Class<?> faces = deploy.loadClass(ClassSpace.class.getName());
            final ClassLoader loader = (ClassLoader) faces.getMethod("loader").invoke(space);
            final Object function = loader.loadClass("app.hidden.Work").getMethod("function").invoke(null);
            assertSame(api.loadClass(Function.class.getName()), function.getClass().getInterfaces()[0]);
            assertNotSame(Function.class, function.getClass().getInterfaces()[0]);
            assertEquals("a one", api.loadClass(Function.class.getName()).getMethod("call", Object.class).invoke(function, "a"));
            faces.getMethod("close").invoke(space);
        } finally {
            process.stop();
            process.waitForStop(10_000);
        }
    }

    private static String home(final Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }

    @Test
    public void shouldLeaveNothingBehind() throws Exception {
        final Set<Thread> before = Thread.getAllStackTraces().keySet();
        final Set<Path> files = temporary();
        final Bundle bundle = install(library, application);
        try (ClassSpace driver = spaces.ofBundle(bundle); ClassSpace executor = spaces.ofArtifacts(driver.artifacts())) {
            read(executor, driver.writeFunction(function(bundle), "the function"));
            assertFalse(temporary().equals(files));
        }
        assertEquals(files, temporary());
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread)) {
                thread.join(5_000);
                assertFalse(thread + " has stayed", thread.isAlive());
            }
        }
    }

    private static Set<Path> temporary() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("kindling-(bundles|framework|classes)-.*")).collect(Collectors.toSet());
        }
    }
}
