package io.kindling.examples.hotswap;

import io.kindling.api.KindlingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** Two builds of one bundle: the one that is installed, and one of the next micro version with a resource more. */
final class Builds {

    private static final String MARK = "META-INF/build.txt";

    private final byte[] first;
    private final byte[] second;
    private boolean secondIsThere;

    private Builds(final byte[] first, final byte[] second) {
        this.first = first;
        this.second = second;
    }

    static Builds of(final Bundle bundle) {
        final String location = bundle.getLocation().replaceFirst("^reference:", "");
        try {
            final byte[] installed = Files.readAllBytes(Path.of(URI.create(location)));
            final Version version = bundle.getVersion();
            return new Builds(installed, rebuilt(installed, new Version(version.getMajor(), version.getMinor(), version.getMicro() + 1)));
        } catch (final IOException | IllegalArgumentException e) {
            throw new KindlingException("cannot read the bundle " + bundle.getSymbolicName() + " at " + location + ": " + e.getMessage(), e);
        }
    }

    /** The build that was not given last; the second at first. */
    byte[] other() {
        secondIsThere = !secondIsThere;
        return secondIsThere ? second : first;
    }

    private static byte[] rebuilt(final byte[] jar, final Version version) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
            final Manifest manifest = new Manifest(in.getManifest());
            manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, version.toString());
            try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    copy(in, out, entry.getName());
                }
                copy(new ByteArrayInputStream(("Build " + version + "\n").getBytes(StandardCharsets.UTF_8)), out, MARK);
            }
        }
        return bytes.toByteArray();
    }

    private static void copy(final InputStream in, final JarOutputStream out, final String name) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        in.transferTo(out);
        out.closeEntry();
    }
}
