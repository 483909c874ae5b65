package io.kindling.deploy.artifact;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * What an application consists of when nobody lists its jars, as in an IDE or a unit test: the class path without
 * the runtime's own jars.
 */
public final class ClassPath {

    /** The runtime's own, by symbolic name, module name or file name; its examples are applications like any other. */
    private static final Pattern RUNTIME = Pattern.compile("io\\.kindling\\.(?!examples?([.-]|$)).*|org\\.apache\\.felix\\.(framework|scr|configadmin).*");

    private ClassPath() {
    }

    /** The jars and directories of a class path, in its order, and those that manifests in it name. */
    public static List<Path> application(final String classPath) {
        final Set<Path> found = new LinkedHashSet<>();
        for (final String element : classPath.split(File.pathSeparator)) {
            if (!element.isEmpty()) {
                add(Path.of(element), found);
            }
        }
        return new ArrayList<>(found);
    }

    /** As {@link #application(String)}, with what loaders of jars between the application and the JVM's class path have: test engines and containers use such. */
    public static List<Path> application(final ClassLoader application, final String classPath) {
        final Set<Path> found = new LinkedHashSet<>();
        for (ClassLoader loader = application; loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader jars) {
                Arrays.stream(jars.getURLs()).filter(url -> "file".equals(url.getProtocol())).forEach(url -> add(path(url), found));
            }
        }
        found.addAll(application(classPath));
        return new ArrayList<>(found);
    }

    private static Path path(final URL url) {
        try {
            return Path.of(url.toURI());
        } catch (final URISyntaxException e) {
            return Path.of(url.getPath()); // made without escapes
        }
    }

    private static void add(final Path element, final Set<Path> found) {
        if (Files.isDirectory(element)) {
            if (!isRuntime(element, directoryHeaders(element))) {
                found.add(real(element));
            }
        } else if (Files.isRegularFile(element) && isJar(element)) {
            final Path file = real(element);
            final Attributes headers = JarFiles.headers(file);
            if (!isRuntime(file, headers) && found.add(file)) {
                final String more = headers.getValue(Attributes.Name.CLASS_PATH);
                for (final String relative : more == null ? new String[0] : more.trim().split("\\s+")) {
                    addRelative(file, relative, found);
                }
            }
        }
    }

    /** Build tools that fear long command lines pass one jar whose manifest lists the class path. */
    private static void addRelative(final Path file, final String relative, final Set<Path> found) {
        try {
            final URI uri = file.toUri().resolve(relative);
            if ("file".equals(uri.getScheme())) {
                add(Path.of(uri), found);
            }
        } catch (final IllegalArgumentException | FileSystemNotFoundException e) {
            return; // the JVM skips what is no file too
        }
    }

    private static boolean isJar(final Path file) {
        try {
            JarFiles.check(file);
            return true;
        } catch (final RuntimeException e) {
            return false; // the JVM skips it too
        }
    }

    private static boolean isRuntime(final Path file, final Attributes headers) {
        final String symbolicName = headers.getValue("Bundle-SymbolicName");
        final String module = headers.getValue("Automatic-Module-Name");
        return symbolicName != null && RUNTIME.matcher(symbolicName).matches()
                || module != null && RUNTIME.matcher(module).matches()
                || Files.isRegularFile(file) && RUNTIME.matcher(file.getFileName().toString()).matches();
    }

    private static Attributes directoryHeaders(final Path directory) {
        final Path manifest = directory.resolve(JarFile.MANIFEST_NAME);
        if (Files.isRegularFile(manifest)) {
            try (InputStream in = Files.newInputStream(manifest)) {
                return new Manifest(in).getMainAttributes();
            } catch (final IOException e) {
                return new Attributes(); // a directory whose manifest says nothing is the application's
            }
        }
        return new Attributes();
    }

    /** A path by which the same file is always the same. */
    public static Path real(final Path path) {
        try {
            return path.toRealPath();
        } catch (final IOException | InvalidPathException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
