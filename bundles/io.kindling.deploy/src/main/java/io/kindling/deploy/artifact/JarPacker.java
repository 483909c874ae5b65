package io.kindling.deploy.artifact;

import io.kindling.deploy.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;

/** Makes jars of what is no jar: directories of classes and installed bundles. The content hash is that of the content. */
public final class JarPacker {

    private static final long NO_DATE = 315_536_400_000L; // in 1980: a zip knows no earlier one

    private JarPacker() {
    }

    /** Opens the bytes of one entry. */
    @FunctionalInterface
    private interface Content {
        InputStream open() throws IOException;
    }

    /** Packs a directory of classes. */
    public static Artifact packDirectory(final Path directory, final Path target) throws IOException {
        final SortedMap<String, Content> entries = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile).forEach(file ->
                    entries.put(directory.relativize(file).toString().replace('\\', '/'), () -> Files.newInputStream(file)));
        }
        return pack(entries, Artifact.Kind.JAR, directory.getFileName().toString(), target);
    }

    /** Packs an installed bundle, entry by entry, without its fragments. */
    public static Artifact packBundle(final Bundle bundle, final Path target) throws IOException {
        final SortedMap<String, Content> entries = new TreeMap<>();
        collect(bundle, "/", entries);
        final String name = bundle.getSymbolicName() + "-" + bundle.getVersion() + ".jar";
        return pack(entries, Artifact.Kind.BUNDLE, name, target);
    }

    private static void collect(final Bundle bundle, final String directory, final SortedMap<String, Content> entries) {
        // Not findEntries: that shows the entries of attached fragments too, which are artifacts of their own.
        final Enumeration<String> paths = bundle.getEntryPaths(directory);
        for (final String path : paths == null ? List.<String>of() : (Iterable<String>) paths::asIterator) {
            if (path.endsWith("/")) {
                collect(bundle, path, entries);
            } else {
                entries.put(path.startsWith("/") ? path.substring(1) : path, () -> open(bundle, path));
            }
        }
    }

    private static InputStream open(final Bundle bundle, final String path) throws IOException {
        final URL url = bundle.getEntry(path);
        if (url == null) {
            throw new IOException("The entry " + path + " of the bundle " + bundle + " is gone");
        }
        return url.openStream();
    }

    private static Artifact pack(final SortedMap<String, Content> entries, final Artifact.Kind kind, final String name, final Path target)
            throws IOException {
        final ContentHash hash = new ContentHash();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
            zip.setLevel(Deflater.BEST_SPEED);
            final Content manifest = entries.remove(JarFile.MANIFEST_NAME);
            if (manifest != null) {
                add(JarFile.MANIFEST_NAME, manifest, zip, hash); // readers of streams look for it at the front
            }
            for (final SortedMap.Entry<String, Content> entry : entries.entrySet()) {
                if (ContentHash.counts(entry.getKey())) {
                    add(entry.getKey(), entry.getValue(), zip, hash);
                }
            }
        }
        return new Artifact(hash.hex(), kind, name, target, Files.size(target));
    }

    private static void add(final String name, final Content content, final ZipOutputStream zip, final ContentHash hash) throws IOException {
        final ZipEntry entry = new ZipEntry(name);
        entry.setTime(NO_DATE);
        zip.putNextEntry(entry);
        try (InputStream in = content.open()) {
            hash.add(name, in, new Unclosed(zip));
        }
        zip.closeEntry();
    }

    /** Keeps the zip open when an entry ends. */
    private static final class Unclosed extends OutputStream {

        private final OutputStream out;

        Unclosed(final OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(final int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(final byte[] bytes, final int offset, final int length) throws IOException {
            out.write(bytes, offset, length);
        }
    }
}
