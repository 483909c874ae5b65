package io.kindling.home;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Constants;
import aQute.bnd.osgi.Processor;
import aQute.bnd.version.VersionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A resolved {@code .bndrun} file.
 *
 * @param name           its file name without the extension
 * @param bundles        its {@code -runbundles}, in order
 * @param systemPackages the clauses of its {@code -runsystempackages}
 */
record AssemblyFile(String name, List<RunBundle> bundles, List<String> systemPackages) {

    private static final String EXTENSION = ".bndrun";

    /**
     * One bundle of an assembly.
     *
     * @param symbolicName which
     * @param version      within this range
     */
    record RunBundle(String symbolicName, VersionRange version) {
    }

    static List<AssemblyFile> readAll(final Path directory) throws IOException {
        final List<Path> files;
        try (Stream<Path> found = Files.list(directory)) {
            files = found.filter(file -> file.toString().endsWith(EXTENSION)).sorted().toList();
        }
        final List<AssemblyFile> assemblies = new ArrayList<>();
        for (final Path file : files) {
            assemblies.add(read(file));
        }
        if (assemblies.isEmpty()) {
            throw new IllegalArgumentException("no " + EXTENSION + " file in " + directory);
        }
        return assemblies;
    }

    static AssemblyFile read(final Path file) throws IOException {
        try (Processor processor = new Processor()) {
            processor.setProperties(file.toFile());
            final List<RunBundle> bundles = new ArrayList<>();
            parameters(processor, Constants.RUNBUNDLES).forEach((symbolicName, attributes) ->
                bundles.add(new RunBundle(symbolicName, new VersionRange(version(file, symbolicName, attributes)))));
            final List<String> packages = new ArrayList<>();
            parameters(processor, Constants.RUNSYSTEMPACKAGES).forEach((name, attributes) ->
                packages.add(attributes.isEmpty() ? name : name + ";" + attributes));
            if (bundles.isEmpty()) {
                throw new IllegalArgumentException(file + " has no -runbundles; resolve the assembly");
            }
            if (!processor.getErrors().isEmpty()) {
                throw new IllegalArgumentException(file + ": " + processor.getErrors());
            }
            final String fileName = file.getFileName().toString();
            return new AssemblyFile(fileName.substring(0, fileName.length() - EXTENSION.length()), List.copyOf(bundles),
                List.copyOf(packages));
        }
    }

    private static Parameters parameters(final Processor processor, final String key) {
        return new Parameters(processor.mergeProperties(key), processor);
    }

    private static String version(final Path file, final String symbolicName, final Attrs attributes) {
        final String version = attributes.getVersion();
        if (version == null) {
            throw new IllegalArgumentException(file + ": bundle " + symbolicName + " has no version; resolve the assembly again");
        }
        return version;
    }
}
