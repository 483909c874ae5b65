package io.kindling.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bundle as the build left it, read from {@code target/classes}: what bnd wrote there is, file for file, its jar.
 *
 * @param name     of its folder
 * @param headers  of its manifest
 * @param packages that have classes in it, private ones and embedded ones included
 * @param module   its module descriptor, if it has one
 */
record BuiltBundle(String name, Map<String, String> headers, Set<String> packages, Optional<ModuleDescriptor> module) {

    static BuiltBundle open(final Path folder) throws IOException {
        final Path classes = folder.resolve("target").resolve("classes");
        final Path manifest = classes.resolve("META-INF").resolve("MANIFEST.MF");
        if (!Files.exists(manifest)) {
            throw new IllegalStateException(folder + " is not built: build the whole project");
        }
        final Path module = classes.resolve("module-info.class");
        return new BuiltBundle(folder.getFileName().toString(), headers(manifest), packages(classes),
            Files.exists(module) ? Optional.of(descriptor(module)) : Optional.empty());
    }

    Set<String> imports() {
        return Headers.parse(headers.get("Import-Package")).keySet();
    }

    Map<String, Map<String, String>> exports() {
        return Headers.parse(headers.get("Export-Package"));
    }

    private static Map<String, String> headers(final Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            final Attributes attributes = new Manifest(in).getMainAttributes();
            return attributes.keySet().stream()
                .collect(Collectors.toMap(Object::toString, key -> attributes.getValue((Attributes.Name) key)));
        }
    }

    private static ModuleDescriptor descriptor(final Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ModuleDescriptor.read(in);
        }
    }

    private static Set<String> packages(final Path classes) throws IOException {
        final List<Path> files;
        try (Stream<Path> found = Files.walk(classes)) {
            files = found.filter(file -> file.toString().endsWith(".class")).toList();
        }
        final Set<String> packages = new TreeSet<>();
        for (final Path file : files) {
            final Path directory = classes.relativize(file).getParent();
            if (directory != null && !directory.startsWith("META-INF")) {
                packages.add(directory.toString().replace(directory.getFileSystem().getSeparator(), "."));
            }
        }
        return packages;
    }
}
