package io.kindling.home;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;

/**
 * The build's main class: {@code HomeBuilder VERSION BNDRUN-DIR JAR-DIR OUT LIB...} writes the home of the assemblies in
 * BNDRUN-DIR to OUT, with the bundles and the LIB artifacts taken from JAR-DIR. The same input gives the same bytes.
 */
public final class HomeBuilder {

    private static final String MAIN_CLASS = "io.kindling.launcher.Main";

    private HomeBuilder() {
    }

    /** Fails the build with an exception when a bundle of an assembly is missing or is there twice. */
    public static void main(final String[] args) throws IOException {
        if (args.length < 5) {
            throw new IllegalArgumentException("expected VERSION BNDRUN-DIR JAR-DIR OUT LIB..., got " + List.of(args));
        }
        build(args[0], Path.of(args[1]), JarRepository.of(Path.of(args[2])), Path.of(args[3]),
            List.of(args).subList(4, args.length));
    }

    static void build(final String version, final Path bndruns, final JarRepository jars, final Path out,
                      final List<String> lib) throws IOException {
        final HomeWriter home = new HomeWriter(out);
        final List<String> classPath = new ArrayList<>();
        for (final String artifact : lib) {
            final Path jar = jars.artifact(artifact);
            classPath.add(jar.getFileName().toString());
            home.copy(jar, "lib/" + jar.getFileName());
        }
        home.manifestJar("lib/kindling.jar", List.of(
            new HomeWriter.Header(Attributes.Name.MAIN_CLASS, MAIN_CLASS),
            new HomeWriter.Header(Attributes.Name.CLASS_PATH, String.join(" ", classPath))));
        for (final AssemblyFile assembly : AssemblyFile.readAll(bndruns)) {
            final StringBuilder list = new StringBuilder("# Generated from bnd/" + assembly.name() + ".bndrun\n");
            assembly.systemPackages().forEach(clause -> list.append("export ").append(clause).append('\n'));
            for (final AssemblyFile.RunBundle bundle : assembly.bundles()) {
                final JarRepository.BundleJar jar = jars.bundle(bundle);
                home.bundle(jar.path(), "bundles/" + jar.fileName());
                list.append("bundle ").append(jar.fileName()).append('\n');
            }
            home.write("assemblies/" + assembly.name() + ".list", list.toString());
        }
        home.finish(version);
    }
}
