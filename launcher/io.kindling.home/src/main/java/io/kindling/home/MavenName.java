package io.kindling.home;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What Maven calls a jar.
 *
 * @param group    its group
 * @param artifact its artifact
 * @param version  its version, which need not be the bundle's
 */
record MavenName(String group, String artifact, String version) {

    private static final int LEAST_NAMES = 4;

    /** From a path {@code GROUP/PARTS/ARTIFACT/VERSION/ARTIFACT-VERSION.jar} of a repository. */
    static MavenName of(final Path path) {
        final int names = path.getNameCount();
        if (names < LEAST_NAMES) {
            throw new IllegalArgumentException(path + " is not a path of a Maven repository");
        }
        final MavenName name = new MavenName(
            IntStream.range(0, names - 3).mapToObj(i -> path.getName(i).toString()).collect(Collectors.joining(".")),
            path.getName(names - 3).toString(), path.getName(names - 2).toString());
        if (!Path.of(name.path()).equals(path)) {
            throw new IllegalArgumentException(path + " has a classifier or is not the jar of " + name.id());
        }
        return name;
    }

    /** Where it is in a repository. */
    String path() {
        return String.join("/", group.replace('.', '/'), artifact, version, artifact + "-" + version + ".jar");
    }

    /** As feature files write it. */
    String id() {
        return group + ":" + artifact + ":" + version;
    }

    /** As Karaf's features write it. */
    String url() {
        return "mvn:" + group + "/" + artifact + "/" + version;
    }
}
