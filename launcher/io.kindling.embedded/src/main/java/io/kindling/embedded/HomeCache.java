package io.kindling.embedded;

import io.kindling.api.KindlingException;
import io.kindling.launcher.RuntimeHome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Unpacks the nested home once per build and user, into {@code CACHE/BUILD}: child processes are started from it as from
 * a distribution. A home appears whole, by a rename, or not at all; several JVMs may do it at once.
 */
final class HomeCache {

    private static final FileAttribute<?> PRIVATE =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path cache;
    private final Function<String, InputStream> resources;

    /** {@code resources} opens a file of the nested home by its path, or gives null. */
    HomeCache(final Path cache, final Function<String, InputStream> resources) {
        this.cache = cache;
        this.resources = resources;
    }

    RuntimeHome home() {
        try {
            final byte[] version = read("VERSION");
            final Path home = cache.resolve(build(version));
            if (!Files.exists(home.resolve("VERSION"))) {
                unpack(home, version);
            }
            return new RuntimeHome(home);
        } catch (IOException e) {
            throw new KindlingException("cannot unpack the runtime into " + cache + ": " + e, e);
        }
    }

    private void unpack(final Path home, final byte[] version) throws IOException {
        Files.createDirectories(cache, PRIVATE);
        final Path fresh = Files.createTempDirectory(cache, "unpacking-", PRIVATE);
        try {
            final byte[] index = read("INDEX");
            check("INDEX", index, build(version));
            for (final String line : new String(index, StandardCharsets.UTF_8).lines().toList()) {
                final String[] hashAndPath = line.split(" ", 2);
                final byte[] content = read(hashAndPath[1]);
                check(hashAndPath[1], content, hashAndPath[0]);
                final Path file = fresh.resolve(hashAndPath[1]);
                Files.createDirectories(file.getParent());
                Files.write(file, content);
            }
            Files.write(fresh.resolve("INDEX"), index);
            Files.write(fresh.resolve("VERSION"), version);
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            // A rename onto a home that is there fails: another process has just unpacked the same build.
            if (!Files.exists(home.resolve("VERSION"))) {
                throw e;
            }
        } finally {
            delete(fresh);
        }
    }

    private byte[] read(final String path) throws IOException {
        try (InputStream in = resources.apply(path)) {
            if (in == null) {
                throw new IOException("the jar io.kindling.embedded has no " + path + "; it was not built whole");
            }
            return in.readAllBytes();
        }
    }

    private static String build(final byte[] version) throws IOException {
        final Properties properties = new Properties();
        properties.load(new InputStreamReader(new ByteArrayInputStream(version), StandardCharsets.UTF_8));
        final String build = String.valueOf(properties.getProperty("build"));
        if (!build.matches("[0-9a-f]{64}")) {
            throw new IOException("VERSION names the build '" + build + "', expected a SHA-256");
        }
        return build;
    }

    private static void check(final String path, final byte[] content, final String expected) throws IOException {
        try {
            final String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            if (!hash.equals(expected)) {
                throw new IOException(path + " in the jar io.kindling.embedded has the hash " + hash + ", expected " + expected);
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void delete(final Path directory) throws IOException {
        if (Files.exists(directory)) {
            final List<Path> files;
            try (Stream<Path> found = Files.walk(directory)) {
                files = found.sorted((a, b) -> b.compareTo(a)).toList();
            }
            for (final Path file : files) {
                Files.delete(file);
            }
        }
    }
}
