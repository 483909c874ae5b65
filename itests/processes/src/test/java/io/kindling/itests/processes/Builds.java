package io.kindling.itests.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes other builds of a bundle of the distribution: another version, and something in it that the others have not. */
final class Builds {

    private Builds() {
    }

    /** The bundle with another micro version and a resource that names it. */
    static Path of(final String bundle, final int micro, final Path folder) throws IOException {
        final Path original = Kindling.home().resolve("bundles").resolve(bundle + "-0.1.0.jar");
        final Path build = folder.resolve(bundle + "-0.1." + micro + ".jar");
        try (JarFile from = new JarFile(original.toFile())) {
            final Manifest manifest = from.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", "0.1." + micro);
            try (OutputStream file = Files.newOutputStream(build); JarOutputStream to = new JarOutputStream(file, manifest)) {
                for (final Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements();) {
                    final JarEntry entry = entries.nextElement();
                    if (!entry.getName().equals("META-INF/MANIFEST.MF")) {
                        to.putNextEntry(new JarEntry(entry.getName()));
                        from.getInputStream(entry).transferTo(to);
                    }
                }
                to.putNextEntry(new JarEntry("build-" + micro + ".txt"));
                to.write(("build " + micro).getBytes());
            }
        }
        return build;
    }
}
