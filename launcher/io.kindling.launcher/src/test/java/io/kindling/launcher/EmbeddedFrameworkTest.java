package io.kindling.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;

public class EmbeddedFrameworkTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestHome home;

    @Before
    public void makeHome() throws Exception {
        home = new TestHome(folder.getRoot().toPath());
    }

    @Test
    public void shouldStartEveryBundleAndDeleteItsStorageWhenClosed() throws Exception {
        final RuntimeHome made = home.bundle("a", Map.of()).bundle("b", Map.of())
            .bundle("a.fragment", Map.of("Fragment-Host", "a")).assembly("test");
        final EmbeddedFramework framework = EmbeddedFramework.start(made, "test", FrameworkOptions.NONE);
        final Path storage = Path.of(framework.context().getProperty("org.osgi.framework.storage"));
        assertEquals(List.of(), framework.problems());
        assertEquals(Bundle.ACTIVE, bundle(framework, "a").getState());
        assertEquals(Bundle.ACTIVE, bundle(framework, "b").getState());
        assertEquals(Bundle.RESOLVED, bundle(framework, "a.fragment").getState());
        assertTrue(Files.isDirectory(storage));

        framework.close();
        framework.close();
        assertFalse(Files.exists(storage));
    }

    @Test
    public void shouldTellBundlesWhereTheRuntimeLies() throws Exception {
        try (EmbeddedFramework framework = EmbeddedFramework.start(home.assembly("test"), "test", FrameworkOptions.NONE)) {
            assertEquals(folder.getRoot().getAbsolutePath(), framework.context().getProperty("kindling.home"));
            assertEquals("1.2.3", framework.context().getProperty("kindling.runtime.version"));
            assertEquals("cafe", framework.context().getProperty("kindling.build"));
        }
    }

    @Test
    public void shouldReportABundleThatDoesNotResolveAndRunTheOthers() throws Exception {
        final RuntimeHome made = home.bundle("bad", Map.of("Import-Package", "not.there")).bundle("good", Map.of())
            .line("bundle missing-1.0.0.jar").assembly("test");
        try (EmbeddedFramework framework = EmbeddedFramework.start(made, "test", FrameworkOptions.NONE)) {
            assertEquals(Bundle.ACTIVE, bundle(framework, "good").getState());
            assertEquals(framework.problems().toString(), 2, framework.problems().size());
            assertTrue(framework.problems().get(0), framework.problems().get(0).contains("missing-1.0.0.jar"));
            assertTrue(framework.problems().get(1), framework.problems().get(1).contains("not.there"));
        }
    }

    @Test
    public void shouldAddWhatLiesInPluginsToTheDriverAndToNothingElse() throws Exception {
        home.bundle("own", Map.of()).assembly("driver");
        final RuntimeHome made = home.assembly("executor");
        final Path plugins = Files.createDirectory(made.root().resolve("plugins"));
        new TestHome(folder.newFolder("elsewhere").toPath()).bundle("added", Map.of());
        Files.move(folder.getRoot().toPath().resolve("elsewhere/bundles/added-1.0.0.jar"), plugins.resolve("added.jar"));
        Files.writeString(plugins.resolve("README"), "no bundle");
        Files.setPosixFilePermissions(plugins.resolve("added.jar"), PosixFilePermissions.fromString("rw-rw-r--"));
        final String refusal = assertThrows(LaunchException.class, () -> EmbeddedFramework.start(made, "driver", FrameworkOptions.NONE)).getMessage();
        assertTrue(refusal, refusal.contains("added.jar can be written by others"));
        Files.setPosixFilePermissions(plugins.resolve("added.jar"), PosixFilePermissions.fromString("rw-r--r--"));

        try (EmbeddedFramework framework = EmbeddedFramework.start(made, "driver", FrameworkOptions.NONE)) {
            assertEquals(Bundle.ACTIVE, bundle(framework, "added").getState());
            assertEquals(List.of(), framework.problems());
        }
        try (EmbeddedFramework framework = EmbeddedFramework.start(made, "executor", FrameworkOptions.NONE)) {
            assertEquals(2, framework.context().getBundles().length);
        }
    }

    @Test
    public void shouldAddWhatLiesInPluginsForExecutorsToThemAndToTheDriver() throws Exception {
        home.bundle("own", Map.of()).assembly("driver");
        home.assembly("executor");
        final RuntimeHome made = home.assembly("worker");
        final Path plugins = Files.createDirectories(made.root().resolve("plugins/executor"));
        new TestHome(folder.newFolder("elsewhere").toPath()).bundle("added", Map.of());
        Files.move(folder.getRoot().toPath().resolve("elsewhere/bundles/added-1.0.0.jar"), plugins.resolve("added.jar"));
        Files.setPosixFilePermissions(plugins.resolve("added.jar"), PosixFilePermissions.fromString("rw-rw-r--"));
        final String refusal = assertThrows(LaunchException.class, () -> EmbeddedFramework.start(made, "executor", FrameworkOptions.NONE)).getMessage();
        assertTrue(refusal, refusal.contains("added.jar can be written by others"));
        Files.setPosixFilePermissions(plugins.resolve("added.jar"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(plugins.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        for (final String assembly : List.of("driver", "executor")) {
            final String above = assertThrows(LaunchException.class, () -> EmbeddedFramework.start(made, assembly, FrameworkOptions.NONE)).getMessage();
            assertTrue(above, above.contains(plugins.getParent() + " can be written by others"));
        }
        Files.setPosixFilePermissions(plugins.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));

        for (final String assembly : List.of("driver", "executor")) {
            try (EmbeddedFramework framework = EmbeddedFramework.start(made, assembly, FrameworkOptions.NONE)) {
                assertEquals(Bundle.ACTIVE, bundle(framework, "added").getState());
                assertEquals(List.of(), framework.problems());
            }
        }
        try (EmbeddedFramework framework = EmbeddedFramework.start(made, "worker", FrameworkOptions.NONE)) {
            assertEquals(2, framework.context().getBundles().length);
        }
    }

    @Test
    public void shouldExportPackagesOfTheClassPathAsTheListSays() throws Exception {
        final RuntimeHome made = home.line("export org.junit;version=4.13.2")
            .bundle("user", Map.of("Import-Package", "org.junit;version=\"[4,5)\"")).assembly("test");
        try (EmbeddedFramework framework = EmbeddedFramework.start(made, "test", FrameworkOptions.NONE)) {
            assertSame(Test.class, bundle(framework, "user").loadClass(Test.class.getName()));
        }
    }

    @Test
    public void shouldTakeABundlesPackagesFromTheClassPathInsteadOfInstallingIt() throws Exception {
        final RuntimeHome made = home
            .bundle("junit", Map.of("Export-Package", "org.junit;version=\"4.13.2\""), Test.class)
            .bundle("junit-extra", Map.of())
            .bundle("user", Map.of("Import-Package", "org.junit;version=\"[4,5)\"")).assembly("test");
        final FrameworkOptions options = new FrameworkOptions(Map.of("k", "v"), Set.of("junit"));
        try (EmbeddedFramework framework = EmbeddedFramework.start(made, "test", options)) {
            assertSame(Test.class, bundle(framework, "user").loadClass(Test.class.getName()));
            assertEquals(3, framework.context().getBundles().length);
            assertEquals("v", framework.context().getProperty("k"));
        }
    }

    @Test
    public void shouldRefuseAnUnknownAssemblyNamingTheKnownOnes() throws Exception {
        final RuntimeHome made = home.assembly("known");
        final LaunchException refusal = assertThrows(LaunchException.class,
            () -> EmbeddedFramework.start(made, "unknown", FrameworkOptions.NONE));
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("unknown.list; there are [known]"));
    }

    private static Bundle bundle(final EmbeddedFramework framework, final String symbolicName) {
        return Arrays.stream(framework.context().getBundles())
            .filter(bundle -> bundle.getSymbolicName().equals(symbolicName)).findFirst().orElseThrow();
    }
}
