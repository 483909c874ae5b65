package io.kindling.home;

import aQute.bnd.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The jars that the build offers, in one folder or in the folders of a Maven repository, found by artifact or by bundle. */
final class JarRepository {

    /**
     * A bundle in the repository.
     *
     * @param symbolicName of its manifest
     * @param version      of its manifest
     * @param path         where it lies
     */
    record BundleJar(String symbolicName, String version, Path path) {

        String fileName() {
            return symbolicName + "-" + version + ".jar";
        }

        /** Its name in Maven, when the jars lie as in a Maven repository. */
        MavenName mavenName(final Path repository) {
            return MavenName.of(repository.relativize(path));
        }
    }

    private final Path directory;
    private final List<Path> jars;
    private final List<BundleJar> bundles;

    private JarRepository(final Path directory, final List<Path> jars, final List<BundleJar> bundles) {
        this.directory = directory;
        this.jars = jars;
        this.bundles = bundles;
    }

    static JarRepository of(final Path directory) throws IOException {
        final List<Path> jars;
        try (Stream<Path> files = Files.walk(directory)) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        final List<BundleJar> bundles = new ArrayList<>();
        for (final Path jar : jars) {
            final BundleJar bundle = readBundle(jar);
            if (bundle != null) {
                bundles.add(bundle);
            }
        }
        return new JarRepository(directory, jars, bundles);
    }

    private static BundleJar readBundle(final Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            final Manifest manifest = file.getManifest();
            final Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
            final String symbolicName = attributes.getValue("Bundle-SymbolicName");
            return symbolicName == null ? null
                : new BundleJar(symbolicName.split(";", 2)[0].trim(), attributes.getValue("Bundle-Version"), jar);
        }
    }

    /** In the order of their paths. */
    List<Path> all() {
        return jars;
    }

    /** The jar {@code ARTIFACT-VERSION.jar}. */
    Path artifact(final String artifact) {
        return only("artifact " + artifact, jars.stream()
            .filter(jar -> jar.getFileName().toString().matches(artifact.replace(".", "\\.") + "-\\d.*\\.jar")).toList());
    }

    BundleJar bundle(final AssemblyFile.RunBundle wanted) {
        return only("bundle " + wanted.symbolicName() + " " + wanted.version(), bundles.stream()
            .filter(bundle -> bundle.symbolicName().equals(wanted.symbolicName())
                && wanted.version().includes(Version.parseVersion(bundle.version()))).toList());
    }

    private <T> T only(final String what, final List<T> found) {
        if (found.size() != 1) {
            throw new IllegalArgumentException("expected one " + what + " in " + directory + ", found " + found
                + "; resolve the assemblies again when a bundle came or changed its version");
        }
        return found.get(0);
    }
}
