package io.kindling.itests.modules;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars of the distribution, and those of the test's class path. */
final class Jars {

    static final String OURS = "io.kindling.";

    private Jars() {
    }

    static Path distribution() {
        return Path.of(System.getProperty("kindling.test.distribution"));
    }

    /**
     * The bundles, ours and those that they need, and what the launcher's class path gives them but the framework; then what
     * is for containers alone, the test kit, and the types that are needed for compiling.
     */
    static List<Path> bundlesAndTheirLibraries() throws IOException {
        final List<Path> jars = new ArrayList<>(jars(distribution().resolve("bundles")));
        // Implementations of services bring the packages of their APIs once more; only these are in signatures.
        jars.removeIf(jar -> jar.getFileName().toString().startsWith("org.apache.felix."));
        jars.addAll(jars(distribution().resolve("lib")).stream().filter(jar -> jar.getFileName().toString().startsWith("slf4j-api")).toList());
        jars.addAll(ofTheTest("io.kindling.cluster.testkit", "io.kindling.shuffle.testkit", "junit-", "hamcrest-"));
        jars.addAll(ofTheTest("io.kindling.shell", "io.kindling.events", "io.kindling.health", "io.kindling.configuration"));
        jars.addAll(ofTheTest("gogo.runtime", "healthcheck.api", "org.osgi.service.event", "org.osgi.service.cm"));
        jars.addAll(ofTheTest("osgi.core-", "org.osgi.annotation", "component.annotations", "metatype.annotations"));
        return jars;
    }

    private static List<Path> ofTheTest(final String... names) {
        return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator"))).map(Path::of)
                .filter(jar -> Stream.of(names).anyMatch(name -> jar.toString().contains(name))).toList();
    }

    static List<Path> jars(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /** The names of the modules that are ours. */
    static Set<String> ours(final ModuleFinder finder) {
        return finder.findAll().stream().map(module -> module.descriptor().name()).filter(name -> name.startsWith(OURS))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the classes in a module, those for other versions of Java left out. */
    static List<String> classes(final ModuleReference module) throws IOException {
        try (var reader = module.open()) {
            return reader.list().filter(file -> file.endsWith(".class") && !file.startsWith("META-INF/") && !file.equals("module-info.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.')).sorted().toList();
        }
    }
}
