package io.kindling.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a framework is put together from: a list file with one {@code bundle FILE} a line, in starting order, and one
 * {@code export PACKAGE;version=V} for each package that the launcher's class path gives to the bundles.
 *
 * @param name    the name of the assembly
 * @param bundles the bundle jars
 * @param exports the package clauses that the system bundle exports
 */
record Assembly(String name, List<Path> bundles, List<String> exports) {

    Assembly {
        bundles = List.copyOf(bundles);
        exports = List.copyOf(exports);
    }

    static Assembly read(final RuntimeHome home, final String name) {
        final Path list = home.assembly(name);
        final List<Path> bundles = new ArrayList<>();
        final List<String> exports = new ArrayList<>();
        for (final String line : lines(home, list)) {
            if (line.startsWith("bundle ")) {
                bundles.add(home.bundles().resolve(line.substring("bundle ".length()).trim()));
            } else if (line.startsWith("export ")) {
                exports.add(line.substring("export ".length()).trim());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new LaunchException(list + " has the line '" + line + "', which is neither a bundle nor an export");
            }
        }
        bundles.addAll(home.plugins(name));
        return new Assembly(name, bundles, exports);
    }

    /**
     * All that the assemblies of a home have, for one framework: where a class is in more than one, it is that of one bundle.
     *
     * @throws LaunchException when the home has none
     */
    static Assembly ofAll(final RuntimeHome home) {
        final Set<Path> bundles = new LinkedHashSet<>();
        final Set<String> exports = new LinkedHashSet<>();
        for (final String name : names(home)) {
            final Assembly assembly = read(home, name);
            bundles.addAll(assembly.bundles);
            exports.addAll(assembly.exports);
        }
        if (bundles.isEmpty()) {
            throw new LaunchException("no assemblies in " + home.root().resolve("assemblies") + "; install the distribution again");
        }
        return new Assembly("all", List.copyOf(bundles), List.copyOf(exports));
    }

    private static List<String> lines(final RuntimeHome home, final Path list) {
        try {
            return Files.readAllLines(list);
        } catch (NoSuchFileException e) {
            throw new LaunchException("no assembly " + list + "; there are " + names(home), e);
        } catch (IOException e) {
            throw new LaunchException("cannot read the assembly " + list + ": " + e, e);
        }
    }

    /** Those that the home has, sorted. */
    static List<String> names(final RuntimeHome home) {
        try (Stream<Path> files = Files.list(home.root().resolve("assemblies"))) {
            return files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".list"))
                .map(file -> file.substring(0, file.length() - ".list".length())).sorted().collect(Collectors.toList());
        } catch (IOException e) {
            return List.of();
        }
    }
}
