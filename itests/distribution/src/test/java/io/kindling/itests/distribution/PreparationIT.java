package io.kindling.itests.distribution;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code kindling prepare}, and a start after it, with the JVM of this test. */
public class PreparationIT {

    private static final String FROM_ARCHIVE = "shared objects file (top)";
    private static final long LIMIT_MINUTES = 3;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldMakeTheArchiveThatTheNextStartReads() throws Exception {
        final Path cache = folder.getRoot().toPath().resolve("cache");
        run(cache, Map.of(), "prepare");
        final List<Path> made;
        try (Stream<Path> files = Files.list(cache)) {
            made = files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
        assertEquals(made.toString(), 1, made.size());
        final Path loaded = folder.getRoot().toPath().resolve("loaded");
        run(cache, Map.of("KINDLING_JAVA_OPTS", "-Xlog:class+load:file=" + loaded), "version");
        try (Stream<String> lines = Files.lines(loaded)) {
            assertTrue(loaded.toString(), lines.anyMatch(line -> line.contains("io.kindling.launcher.EmbeddedFramework ") && line.contains(FROM_ARCHIVE)));
        }
    }

    private void run(final Path cache, final Map<String, String> more, final String command) throws Exception {
        final Path output = folder.newFile().toPath();
        final ProcessBuilder builder = new ProcessBuilder(Distribution.directory().resolve("bin/kindling").toString(), command)
                .redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KINDLING_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("KINDLING_CACHE", cache.toString());
        builder.environment().putAll(more);
        final Process process = builder.start();
        try {
            assertTrue(command, process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES));
        } finally {
            process.destroyForcibly();
        }
        assertEquals(Files.readString(output), 0, process.exitValue());
    }
}
