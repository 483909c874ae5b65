package io.kindling.embedded;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kindling.api.KindlingException;
import io.kindling.launcher.EmbeddedFramework;
import io.kindling.launcher.FrameworkOptions;
import io.kindling.launcher.LaunchException;
import io.kindling.launcher.RuntimeHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HostedFrameworkTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldNotKeepTheProgramAlive() throws Exception {
        final Path root = folder.getRoot().toPath();
        Files.writeString(root.resolve("VERSION"), "version=0.1.0\nbuild=cafe\n");
        Files.createFile(Files.createDirectory(root.resolve("assemblies")).resolve("empty.list"));
        final Set<Thread> before = living();
        try (HostedFramework hosted = HostedFramework.start(
            () -> EmbeddedFramework.start(new RuntimeHome(root), "empty", FrameworkOptions.NONE))) {
            assertTrue(hosted.framework().problems().isEmpty());
            assertEquals(before, living());
        }
    }

    @Test
    public void shouldSayWhyItDoesNotStart() {
        final KindlingException failure = assertThrows(KindlingException.class, () -> HostedFramework.start(() -> {
            throw new LaunchException("the reason");
        }));
        assertTrue(failure.getMessage(), failure.getMessage().contains("the reason"));
    }

    private static Set<Thread> living() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> !thread.isDaemon()).collect(Collectors.toSet());
    }
}
