package io.kindling.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The distribution that the build has made. Used on the host's side. */
final class Distribution {

    private static final String BUNDLE = "bundle ";

    private final Path home = Path.of(System.getProperty("kindling.test.distribution"));

    Path home() {
        return home;
    }

    /** The bundles of an assembly, in order. */
    List<Path> bundles(final String assembly) {
        try {
            return Files.readAllLines(home.resolve("assemblies").resolve(assembly + ".list")).stream()
                    .filter(line -> line.startsWith(BUNDLE))
                    .map(line -> home.resolve("bundles").resolve(line.substring(BUNDLE.length()).strip()))
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException("The distribution is not built; run 'mvn package' first", e);
        }
    }

    /** Every bundle that there is: those of the distribution, and those for containers alone. */
    List<Path> allBundles() {
        final Map<String, Path> found = new TreeMap<>();
        for (final Path root : List.of(home.resolve("bundles"), Path.of(System.getProperty("kindling.test.repository")))) {
            try (Stream<Path> jars = Files.walk(root)) {
                jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(jar -> found.putIfAbsent(symbolicName(jar), jar));
            } catch (final IOException e) {
                throw new UncheckedIOException("The bundles are not built; run 'mvn package' first", e);
            }
        }
        found.remove("");
        return List.copyOf(found.values());
    }

    /** Of a bundle; nothing, of a plain jar. */
    static String symbolicName(final Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            final Manifest manifest = file.getManifest();
            final String header = manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
            return header == null ? "" : header.split(";")[0].strip();
        } catch (final IOException e) {
            throw new UncheckedIOException(jar + " cannot be read", e);
        }
    }
}
