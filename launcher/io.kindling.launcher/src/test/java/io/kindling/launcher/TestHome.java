package io.kindling.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A runtime home made for one test, of bundles made for that test. */
final class TestHome {

    private final Path root;
    private final List<String> lines = new ArrayList<>();

    TestHome(final Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve("bundles"));
        Files.createDirectories(root.resolve("assemblies"));
        Files.createDirectories(root.resolve("lib"));
        Files.writeString(root.resolve("VERSION"), "version=1.2.3\nbuild=cafe\n");
    }

    /** Adds a bundle with the given headers and the given classes of the test class path. */
    TestHome bundle(final String symbolicName, final Map<String, String> headers, final Class<?>... classes)
        throws IOException {
        final String file = symbolicName + "-1.0.0.jar";
        jar(root.resolve("bundles").resolve(file), symbolicName, headers, classes);
        lines.add("bundle " + file);
        return this;
    }

    /** Writes the jar of a bundle, of version 1.0.0 if the headers do not say otherwise. */
    static void jar(final Path file, final String symbolicName, final Map<String, String> headers, final Class<?>... classes) throws IOException {
        final Manifest manifest = new Manifest();
        final Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", symbolicName);
        attributes.putValue("Bundle-Version", "1.0.0");
        headers.forEach(attributes::putValue);
        try (OutputStream out = Files.newOutputStream(file);
             JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (final Class<?> type : classes) {
                final String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(entry));
                jar.write(type.getClassLoader().getResourceAsStream(entry).readAllBytes());
            }
        }
    }

    TestHome line(final String line) {
        lines.add(line);
        return this;
    }

    RuntimeHome assembly(final String name) throws IOException {
        Files.write(root.resolve("assemblies").resolve(name + ".list"), lines, StandardCharsets.UTF_8);
        return new RuntimeHome(root);
    }
}
