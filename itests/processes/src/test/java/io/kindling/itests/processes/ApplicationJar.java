package io.kindling.itests.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Makes a JAR of the test applications. */
final class ApplicationJar {

    private static final String PACKAGE = "io/kindling/itests/app";

    private ApplicationJar() {
    }

    /** The classes of the applications, with a version beside them. */
    static Path make(final Path folder, final String version) throws IOException {
        final Path jar = folder.resolve("app-" + version + ".jar");
        final Path classes = classes();
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out)) {
            final List<Path> files;
            try (Stream<Path> listed = Files.list(classes.resolve(PACKAGE))) {
                files = listed.sorted().toList();
            }
            for (final Path file : files) {
                entries.putNextEntry(new JarEntry(PACKAGE + "/" + file.getFileName()));
                Files.copy(file, entries);
            }
            entries.putNextEntry(new JarEntry(PACKAGE + "/version.txt"));
            entries.write(version.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static Path classes() {
        try {
            return Path.of(ApplicationJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
