package io.kindling.itests.cycles;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Bundles made of this module's test classes, and other builds of bundles that exist; each version has other content. */
final class BundleJar {

    private static final String VERSION = "Bundle-Version";
    private static final String MARK = "build.txt";

    private BundleJar() {
    }

    /** A bundle with all classes of a package and its component descriptions. */
    static byte[] of(final Class<?> packageMember, final int version, final String component, final Map<String, String> headers) {
        final Manifest manifest = new Manifest();
        final Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", packageMember.getPackageName());
        main.putValue(VERSION, "1.0." + version);
        main.putValue("Service-Component", component);
        headers.forEach(main::putValue);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final String folder = packageMember.getPackageName().replace('.', '/');
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
             Stream<Path> files = Files.list(Path.of(packageMember.getProtectionDomain().getCodeSource().getLocation().toURI()).resolve(folder));
             InputStream description = packageMember.getResourceAsStream("/" + component)) {
            for (final Path file : files.sorted().toList()) {
                add(jar, folder + "/" + file.getFileName(), Files.readAllBytes(file));
            }
            add(jar, component, description.readAllBytes());
            add(jar, MARK, Integer.toString(version).getBytes(StandardCharsets.US_ASCII));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /** Another build of a bundle: the same classes, another version. */
    static byte[] rebuilt(final Path original, final int version) throws IOException {
        return copy(Files.readAllBytes(original), manifest -> {
            final Attributes main = manifest.getMainAttributes();
            main.putValue(VERSION, main.getValue(VERSION) + ".build-" + version);
            return manifest;
        }, Integer.toString(version));
    }

    /** The same classes as a plain jar. */
    static byte[] plain(final byte[] bundle) {
        final Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        return copy(bundle, any -> manifest, null);
    }

    private static byte[] copy(final byte[] jar, final UnaryOperator<Manifest> changed, final String mark) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar));
             JarOutputStream out = new JarOutputStream(bytes, changed.apply(in.getManifest()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                add(out, entry.getName(), in.readAllBytes());
            }
            if (mark != null) {
                add(out, MARK, mark.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(final JarOutputStream jar, final String name, final byte[] content) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    /** The imports of the application. */
    static Map<String, String> imports(final List<String> packages) {
        return Map.of("Import-Package", String.join(",", packages));
    }
}
