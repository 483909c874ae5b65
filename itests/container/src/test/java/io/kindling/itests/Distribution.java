package io.kindling.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** Every bundle that there is. */
    List<Path> allBundles() {
        try (Stream<Path> jars = Files.list(home.resolve("bundles"))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException("The distribution is not built; run 'mvn package' first", e);
        }
    }
}
