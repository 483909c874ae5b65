package io.kindling.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ArchiveTrainingTest {

    private static final Map<String, String> PROGRAM =
        Map.of("Bundle-Activator", ProgramActivator.class.getName(), "Import-Package", "org.osgi.framework");
    private static final Map<String, String> REHEARSAL =
        Map.of("Bundle-Activator", RehearsalActivator.class.getName(), "Import-Package", "org.osgi.framework");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldTakeEachBundleOfTheAssembliesOnce() throws Exception {
        final Path root = folder.getRoot().toPath();
        new TestHome(root).bundle("common", Map.of()).bundle("second", Map.of()).line("export x;version=\"1\"").assembly("b");
        final RuntimeHome home = new TestHome(root).bundle("common", Map.of()).bundle("first", Map.of()).line("export x;version=\"1\"").assembly("a");
        final Assembly all = Assembly.ofAll(home);
        assertEquals(List.of("common-1.0.0.jar", "first-1.0.0.jar", "second-1.0.0.jar"),
            all.bundles().stream().map(jar -> jar.getFileName().toString()).toList());
        assertEquals(List.of("x;version=\"1\""), all.exports());
    }

    @Test
    public void shouldSayThatThereAreNoAssemblies() throws Exception {
        new TestHome(folder.getRoot().toPath());
        final LaunchException e = assertThrows(LaunchException.class, () -> Assembly.ofAll(new RuntimeHome(folder.getRoot().toPath())));
        assertTrue(e.getMessage(), e.getMessage().startsWith("no assemblies in " + folder.getRoot().toPath().resolve("assemblies")));
    }

    @Test
    public void shouldRunWhatIsToBeRehearsedAndGoOnAfterFailuresAndClassesThatLackTheirSuperclass() throws Exception {
        final RuntimeHome home = new TestHome(folder.getRoot().toPath()).bundle("program", PROGRAM, ProgramActivator.class)
            .bundle("rehearsal", REHEARSAL, RehearsalActivator.class).bundle("lacking", Map.of(), RehearsalActivator.class)
            .assembly("test");
        try (EmbeddedFramework framework = EmbeddedFramework.start(home, Assembly.ofAll(home), FrameworkOptions.NONE)) {
            assertEquals(List.of(), framework.problems());
            ArchiveTraining.train(framework, List.of("test"));
            assertEquals(1, Integer.getInteger(RehearsalActivator.COUNT, 0).intValue());
        }
    }

    @Test
    public void shouldFailWhenAProgramIsMissing() throws Exception {
        final RuntimeHome home = new TestHome(folder.getRoot().toPath()).bundle("rehearsal", REHEARSAL, RehearsalActivator.class).assembly("test");
        try (EmbeddedFramework framework = EmbeddedFramework.start(home, Assembly.ofAll(home), FrameworkOptions.NONE)) {
            assertThrows(LaunchException.class, () -> ArchiveTraining.train(framework, List.of("test")));
        }
    }
}
