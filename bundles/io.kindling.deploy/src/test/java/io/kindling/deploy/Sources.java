package io.kindling.deploy;

import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources to a directory, and packs it as a jar or a bundle. */
final class Sources {

    private final Map<String, String> sources = new TreeMap<>();
    private final Map<String, String> headers = new TreeMap<>();
    private final Map<String, byte[]> entries = new TreeMap<>();
    private final List<Path> classPath = new ArrayList<>();
    private String release = "17";

    Sources add(final String className, final String source) {
        sources.put(className, source);
        return this;
    }

    Sources header(final String name, final String value) {
        headers.put(name, value);
        return this;
    }

    /** A resource. */
    Sources entry(final String name, final String text) {
        return entry(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Sources entry(final String name, final byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** A bundle, whose version is 1.0.0. */
    Sources bundle(final String symbolicName) {
        return header("Bundle-ManifestVersion", "2").header("Bundle-SymbolicName", symbolicName).header("Bundle-Version", "1.0.0");
    }

    Sources using(final Path element) {
        classPath.add(element);
        return this;
    }

    /** As the compiler of another version of Java would compile it. */
    Sources release(final String version) {
        release = version;
        return this;
    }

    /** The classes in a directory. */
    Path compile(final Path directory) throws IOException {
        Files.createDirectories(directory);
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        final List<JavaFileObject> units = sources.entrySet().stream().map(Sources::unit).collect(Collectors.toList());
        final String path = Stream.concat(Stream.of(System.getProperty("java.class.path")), classPath.stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
        final List<String> options = List.of("--release", release, "-proc:none", "-cp", path, "-d", directory.toString());
        assertTrue(units.isEmpty() || compiler.getTask(null, null, null, options, null, units).call());
        return directory;
    }

    /** The classes in a jar. */
    Path jar(final Path directory, final String name) throws IOException {
        return pack(compile(directory.resolve(name + ".classes")), directory.resolve(name));
    }

    private Path pack(final Path classes, final Path jar) throws IOException {
        final Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (final Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
            for (final Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new JarEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return jar;
    }

    private static JavaFileObject unit(final Map.Entry<String, String> source) {
        return new SimpleJavaFileObject(URI.create("string:///" + source.getKey().replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(final boolean ignoreEncodingErrors) {
                return source.getValue();
            }
        };
    }
}
