package io.kindling.deploy.code;

import io.kindling.api.KindlingException;
import io.kindling.deploy.Artifact;
import io.kindling.deploy.artifact.ClassPath;
import io.kindling.deploy.artifact.JarFiles;
import io.kindling.deploy.artifact.JarPacker;
import io.kindling.deploy.artifact.TemporaryFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One class loader and the jars and directories that it reads. Hashes and packs them when somebody asks, each once:
 * an application that stays in its JVM never pays for it.
 */
public final class LoaderCode implements Code {

    private final ClassLoader loader;
    private final boolean owned;
    private final Set<Path> elements = new LinkedHashSet<>();
    private final Map<Path, Artifact> read = new ConcurrentHashMap<>();
    private final TemporaryFiles files = new TemporaryFiles("kindling-classes-");

    private LoaderCode(final ClassLoader loader, final boolean owned) {
        this.loader = loader;
        this.owned = owned;
    }

    /**
     * A driver's.
     *
     * @param elements jars, or directories of classes
     * @throws KindlingException if one is missing or unreadable
     */
    public static LoaderCode ofDriver(final ClassLoader loader, final List<Path> elements) {
        final LoaderCode code = new LoaderCode(loader, false);
        for (final Path element : elements) {
            if (!Files.isDirectory(element)) {
                JarFiles.check(element);
            }
            code.elements.add(ClassPath.real(element));
        }
        return code;
    }

    /** An executor's: a loader of its own for plain jars. */
    public static LoaderCode ofJars(final List<Artifact> jars, final ClassLoader api) {
        final List<Path> paths = new ArrayList<>();
        for (final Artifact jar : jars) {
            paths.add(ClassPath.real(jar.file()));
        }
        return ofJars(jars, new ApplicationLoader(paths, api));
    }

    /** Jars beside code that has a loader already; the loader goes with what is returned. */
    static LoaderCode beside(final ClassLoader application, final List<Artifact> jars) {
        return ofJars(jars, ApplicationLoader.beside(application, jars.stream().map(jar -> ClassPath.real(jar.file())).toList()));
    }

    private static LoaderCode ofJars(final List<Artifact> jars, final ApplicationLoader loader) {
        final LoaderCode code = new LoaderCode(loader, true);
        for (final Artifact jar : jars) {
            final Path path = ClassPath.real(jar.file());
            code.elements.add(path);
            code.read.put(path, jar);
        }
        return code;
    }

    @Override
    public ClassLoader loader() {
        return loader;
    }

    @Override
    public List<Artifact> artifacts() {
        return elements.stream().map(this::artifact).toList();
    }

    private Artifact artifact(final Path element) {
        return read.computeIfAbsent(element, this::read);
    }

    private Artifact read(final Path element) {
        if (!Files.isDirectory(element)) {
            // Here one loader has them all, and so it will be on the executors: manifests of bundles do not count.
            return JarFiles.copy(element, files.next(".jar"));
        }
        try {
            return JarPacker.packDirectory(element, files.next(".jar"));
        } catch (final IOException e) {
            throw new KindlingException("The directory " + element + " cannot be packed for the executors: " + e.getMessage(), e);
        }
    }

    @Override
    public String artifactOf(final Class<?> type) {
        final Path source = source(type);
        if (source == null) {
            return null;
        }
        if (elements.contains(source)) {
            return artifact(source).hash();
        }
        return owned ? null : packedCopy(type);
    }

    /** An IDE runs classes from a directory while {@code kindling.jars} names the jar that is made of it. */
    private String packedCopy(final Class<?> type) {
        final String entry = type.getName().replace('.', '/') + ".class";
        for (final Path element : elements) {
            if (Files.isRegularFile(element) && JarFiles.contains(artifact(element).file(), entry)) {
                return artifact(element).hash();
            }
        }
        return null;
    }

    @Override
    public Class<?> load(final String artifact, final String name) throws ClassNotFoundException {
        if (owned && read.values().stream().noneMatch(jar -> jar.hash().equals(artifact))) {
            throw Strangers.classOf(name, artifact, read.values());
        }
        return Class.forName(name, false, loader);
    }

    @Override
    public String advice(final Class<?> type) {
        final Path source = source(type);
        return (source == null ? "it comes from no file" : "it comes from " + source)
                + ", which is not among the application's artifacts; add its JAR with --jars or kindling.jars";
    }

    private static Path source(final Class<?> type) {
        final CodeSource source = type.getProtectionDomain().getCodeSource();
        final URL location = source == null ? null : source.getLocation();
        if (location == null || !"file".equals(location.getProtocol())) {
            return null;
        }
        try {
            return ClassPath.real(Path.of(location.toURI()));
        } catch (final URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return null; // no file: then no artifact of ours either
        }
    }

    @Override
    public boolean runsHere() {
        return true;
    }

    @Override
    public void close() {
        if (owned && loader instanceof ApplicationLoader mine) {
            mine.close();
        }
        files.close();
    }
}
