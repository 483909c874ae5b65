package io.kindling.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/**
 * An assembly parted into the bundles to install and the packages that the class path gives instead, with the versions
 * that the bundles left out declare.
 *
 * @param bundles the jars to install
 * @param exports the package clauses of the system bundle
 */
record ClassPathBundles(List<Path> bundles, List<String> exports) {

    static ClassPathBundles split(final Assembly assembly, final Set<String> fromClassPath) {
        final List<Path> bundles = new ArrayList<>();
        final List<String> exports = new ArrayList<>(assembly.exports());
        final Set<String> missing = new HashSet<>(fromClassPath);
        for (final Path jar : assembly.bundles()) {
            final String file = jar.getFileName().toString();
            // Only a bundle that could be meant is opened: a start reads few files.
            if (fromClassPath.stream().noneMatch(name -> file.startsWith(name + "-"))) {
                bundles.add(jar);
                continue;
            }
            final Manifest manifest = manifest(jar);
            final String symbolicName = header(manifest, Constants.BUNDLE_SYMBOLICNAME).split(";", 2)[0].trim();
            if (missing.remove(symbolicName)) {
                exports.add(header(manifest, Constants.EXPORT_PACKAGE));
            } else {
                bundles.add(jar);
            }
        }
        if (!missing.isEmpty()) {
            throw new LaunchException("assembly " + assembly.name() + " has no bundle " + missing + " to take from the class path");
        }
        return new ClassPathBundles(List.copyOf(bundles), List.copyOf(exports));
    }

    private static Manifest manifest(final Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest();
        } catch (IOException e) {
            throw new LaunchException("cannot read the bundle " + jar + ": " + e, e);
        }
    }

    private static String header(final Manifest manifest, final String name) {
        return String.valueOf(manifest.getMainAttributes().getValue(name));
    }
}
