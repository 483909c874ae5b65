package io.kindling.home;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A bundle's jar as a home holds it: not compressed, since each process reads hundreds of its classes when it starts. What carries the home, the
 * embedded jar or an archive, compresses it. A signed jar stays as its maker has signed it.
 */
final class StoredJar {

    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.SF", Pattern.CASE_INSENSITIVE);

    private StoredJar() {
    }

    /** The same for the same content, whenever and wherever it is called. */
    static byte[] of(final Path file, final LocalDateTime time) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            if (jar.stream().anyMatch(entry -> SIGNATURE.matcher(entry.getName()).matches())) {
                return Files.readAllBytes(file);
            }
            final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream out = new ZipOutputStream(bytes)) {
                for (final ZipEntry entry : Collections.list(jar.entries())) {
                    copy(jar, entry, out, time);
                }
            }
            return bytes.toByteArray();
        }
    }

    private static void copy(final ZipFile jar, final ZipEntry entry, final ZipOutputStream out, final LocalDateTime time) throws IOException {
        final ZipEntry stored = new ZipEntry(entry.getName());
        stored.setTimeLocal(time);
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(entry.getSize());
        stored.setCrc(entry.getCrc());
        out.putNextEntry(stored);
        jar.getInputStream(entry).transferTo(out);
        out.closeEntry();
    }
}
