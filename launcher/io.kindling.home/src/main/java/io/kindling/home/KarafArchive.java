package io.kindling.home;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A features file and its bundles in one file, for a Karaf without a network. */
final class KarafArchive {

    /** Entries get no time of their own, or two builds would differ. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);
    /** Whoever installs it chooses what of it runs. */
    private static final String MANIFEST = "Manifest-Version: 1.0\r\nKaraf-Feature-Start: false\r\n\r\n";

    private static final String REPOSITORY = "repository/";

    private KarafArchive() {
    }

    /** The jars lie, from their roots, as in a Maven repository. */
    static void write(final Path archive, final MavenName own, final Path features, final SortedMap<String, Path> jars) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive); ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, JarFile.MANIFEST_NAME, MANIFEST.getBytes(StandardCharsets.UTF_8));
            entry(zip, REPOSITORY + String.join("/", own.group().replace('.', '/'), own.artifact(), own.version(), features.getFileName().toString()),
                Files.readAllBytes(features));
            for (final Map.Entry<String, Path> jar : jars.entrySet()) {
                entry(zip, REPOSITORY + jar.getKey(), Files.readAllBytes(jar.getValue()));
            }
        }
    }

    private static void entry(final ZipOutputStream zip, final String name, final byte[] content) throws IOException {
        final ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        zip.write(content);
    }
}
