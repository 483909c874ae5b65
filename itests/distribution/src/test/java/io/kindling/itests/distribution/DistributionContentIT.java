package io.kindling.itests.distribution;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.Test;

public class DistributionContentIT {

    private final Path root = Distribution.directory();

    @Test
    public void shouldHoldWhatItsIndexSays() throws Exception {
        final List<String> index = Files.readAllLines(root.resolve("INDEX"));
        assertFalse(index.isEmpty());
        for (final String line : index) {
            final String[] hashAndPath = line.split(" ", 2);
            assertEquals(hashAndPath[1], hashAndPath[0], sha256(root.resolve(hashAndPath[1])));
        }
        assertTrue(Files.readString(root.resolve("VERSION")).contains("build=" + sha256(root.resolve("INDEX"))));
    }

    @Test
    public void shouldHaveALauncherWhoseClassPathIsThere() throws Exception {
        try (JarFile jar = new JarFile(root.resolve("lib/kindling.jar").toFile())) {
            final String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (final String name : classPath.split(" ")) {
                assertTrue(name, Files.exists(root.resolve("lib").resolve(name)));
            }
        }
    }

    @Test
    public void shouldBringTheCommandTheLicenceAndTheExamples() {
        assertTrue(Files.isExecutable(root.resolve("bin/kindling")));
        for (final String file : List.of("LICENSE", "examples/kindling-examples.jar", "examples/io.kindling.examples.bundle.jar")) {
            assertTrue(file, Files.isRegularFile(root.resolve(file)));
        }
    }

    private static String sha256(final Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
