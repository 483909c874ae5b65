package io.kindling.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The distribution that the build has made. Used on the host's side. */
final class Distribution {

    private final Path home = Path.of(System.getProperty("kindling.test.distribution"));

    Path home() {
        return home;
    }

    /** The bundles of an assembly, in order. */
    List<Path> bundles(final String assembly) {
        try {
            return Files.readAllLines(home.resolve("assemblies").resolve(assembly + ".list")).stream()
                    .map(String::trim)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(name -> home.resolve("bundles").resolve(name))
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException("The distribution is not built; run 'mvn package' first", e);
        }
    }
}
