package io.kindling.home;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the files of a home and remembers the hash of each: {@code INDEX} lists them as {@code SHA-256 PATH} lines,
 * {@code VERSION} says the release and, as {@code build}, the hash of the index.
 */
final class HomeWriter {

    /** Entries of the jars that are written here get no time of their own, or two builds would differ. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    /**
     * A header of a manifest.
     *
     * @param name  its name
     * @param value its value
     */
    record Header(Attributes.Name name, String value) {
    }

    private final Path root;
    private final SortedMap<String, String> hashes = new TreeMap<>();

    /** Whatever was at {@code root} is gone afterwards: an old bundle must not stay in a new home. */
    HomeWriter(final Path root) throws IOException {
        this.root = root;
        if (Files.exists(root)) {
            final List<Path> old;
            try (Stream<Path> files = Files.walk(root)) {
                old = files.sorted((a, b) -> b.compareTo(a)).toList();
            }
            for (final Path file : old) {
                Files.delete(file);
            }
        }
    }

    void copy(final Path source, final String path) throws IOException {
        write(path, Files.readAllBytes(source));
    }

    /** Copies what is in a bundle, see {@link StoredJar}. */
    void bundle(final Path source, final String path) throws IOException {
        write(path, StoredJar.of(source, EPOCH));
    }

    void write(final String path, final String text) throws IOException {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    void manifestJar(final String path, final List<Header> headers) throws IOException {
        final Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(header -> manifest.getMainAttributes().put(header.name(), header.value()));
        final Path file = file(path);
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream jar = new ZipOutputStream(out)) {
            final ZipEntry entry = new ZipEntry(JarFile.MANIFEST_NAME);
            entry.setTimeLocal(EPOCH);
            jar.putNextEntry(entry);
            manifest.write(jar);
        }
        hashes.put(path, sha256(Files.readAllBytes(file)));
    }

    void finish(final String version) throws IOException {
        final StringBuilder index = new StringBuilder();
        hashes.forEach((path, hash) -> index.append(hash).append(' ').append(path).append('\n'));
        final byte[] bytes = index.toString().getBytes(StandardCharsets.UTF_8);
        Files.write(file("INDEX"), bytes);
        Files.writeString(file("VERSION"), "version=" + version + "\nbuild=" + sha256(bytes) + "\n");
    }

    private void write(final String path, final byte[] content) throws IOException {
        Files.write(file(path), content);
        hashes.put(path, sha256(content));
    }

    private Path file(final String path) throws IOException {
        final Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return file;
    }

    private static String sha256(final byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
