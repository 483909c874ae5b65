package io.kindling.deploy.artifact;

import io.kindling.api.KindlingException;
import io.kindling.deploy.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads jars as they lie on the disk. */
public final class JarFiles {

    private JarFiles() {
    }

    /** A jar's kind and content hash; KindlingException if it is missing or unreadable. */
    public static Artifact read(final Path file) {
        try (ZipFile zip = open(file)) {
            final ContentHash hash = new ContentHash();
            for (final Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements();) {
                final ZipEntry entry = all.nextElement();
                if (ContentHash.counts(entry.getName())) {
                    try (InputStream content = zip.getInputStream(entry)) {
                        hash.add(entry.getName(), content, OutputStream.nullOutputStream());
                    }
                }
            }
            final Attributes headers = headers(zip);
            final Artifact.Kind kind = headers.getValue("Bundle-SymbolicName") == null ? Artifact.Kind.JAR : Artifact.Kind.BUNDLE;
            return new Artifact(hash.hex(), kind, file.getFileName().toString(), file, Files.size(file));
        } catch (final IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * A plain jar, copied: whoever ships it ships these bytes, whatever becomes of the file.
     *
     * @throws KindlingException if it is missing or unreadable
     */
    public static Artifact copy(final Path file, final Path target) {
        check(file);
        try {
            Files.copy(file, target);
        } catch (final IOException e) {
            throw unreadable(file, e);
        }
        final Artifact found = read(target);
        return new Artifact(found.hash(), Artifact.Kind.JAR, file.getFileName().toString(), target, found.size());
    }

    /** Makes sure that a file can be read as a jar; KindlingException names it if not. */
    public static void check(final Path file) {
        try {
            open(file).close();
        } catch (final IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Whether a jar has an entry. */
    public static boolean contains(final Path file, final String entry) {
        try (ZipFile zip = open(file)) {
            return zip.getEntry(entry) != null;
        } catch (final IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The main attributes of a jar's manifest; none if it has no manifest. */
    static Attributes headers(final Path file) {
        try (ZipFile zip = open(file)) {
            return headers(zip);
        } catch (final IOException e) {
            throw unreadable(file, e);
        }
    }

    private static ZipFile open(final Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new KindlingException("The JAR " + file + " does not exist; check --jars, kindling.jars and the path of the application");
        }
        if (!Files.isRegularFile(file)) {
            throw new KindlingException("The JAR " + file + " is not a file; pack it, or leave kindling.jars out to ship the class path");
        }
        return new ZipFile(file.toFile());
    }

    private static Attributes headers(final ZipFile zip) throws IOException {
        final ZipEntry entry = zip.getEntry(JarFile.MANIFEST_NAME);
        if (entry == null) {
            return new Attributes();
        }
        try (InputStream content = zip.getInputStream(entry)) {
            return new Manifest(content).getMainAttributes();
        }
    }

    private static KindlingException unreadable(final Path file, final IOException e) {
        return new KindlingException("The JAR " + file + " cannot be read: " + (e.getMessage() == null ? e.toString() : e.getMessage()), e);
    }
}
