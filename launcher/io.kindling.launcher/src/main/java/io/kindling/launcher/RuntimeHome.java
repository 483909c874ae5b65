package io.kindling.launcher;

import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A directory that holds a runtime: {@code lib/} (the launcher's class path, {@code lib/kindling.jar} names it all),
 * {@code bundles/}, {@code assemblies/NAME.list}, {@code VERSION} and perhaps {@code plugins/}. The distribution is one, and so is what the
 * embedded jar unpacks.
 *
 * @param root the directory
 */
public record RuntimeHome(Path root) {

    private static final String PLUGINS = "KINDLING_PLUGINS";

    /** Made absolute, so that it can be handed to processes that start elsewhere. */
    public RuntimeHome {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * The home that this launcher was started from: its jar lies in {@code lib/}.
     *
     * @throws LaunchException when the launcher does not run from such a jar
     */
    public static RuntimeHome ofThisLauncher() {
        try {
            final Path jar = Path.of(RuntimeHome.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            final Path lib = jar.getParent();
            if (lib == null || lib.getParent() == null || !Files.isDirectory(lib.resolveSibling("assemblies"))) {
                throw new LaunchException("no runtime beside " + jar + ": it has to lie in lib/ of a Kindling distribution");
            }
            return new RuntimeHome(lib.getParent());
        } catch (URISyntaxException e) {
            throw new LaunchException("the launcher's own location is not a file: " + e.getMessage(), e);
        }
    }

    /** The directory of the bundle jars, each named {@code SYMBOLIC-NAME-VERSION.jar}. */
    public Path bundles() {
        return root.resolve("bundles");
    }

    /**
     * Bundles that the operator adds to an assembly, by name: to the driver's those in {@code plugins/}, or in the directory that the
     * environment names, e.g. other cluster managers; and those in {@code executor/} there, e.g. other shuffles, to the driver's, which
     * may have executors inside, and the executor's.
     */
    List<Path> plugins(final String assembly) {
        final boolean driver = assembly.equals("driver");
        if (!driver && !assembly.equals("executor")) {
            return List.of();
        }
        final Path directory = pluginDirectory();
        if (directory == null) {
            return List.of();
        }
        final List<Path> all = new ArrayList<>();
        if (driver) {
            all.addAll(pluginsAt(List.of(directory)));
        }
        final Path executor = directory.resolve("executor");
        if (Files.isDirectory(executor)) {
            all.addAll(pluginsAt(List.of(directory, executor))); // who may write to the first may put another one in the place of the second
        }
        return all;
    }

    /** Null if there is none. */
    private Path pluginDirectory() {
        final String other = System.getenv(PLUGINS);
        final Path directory = other == null || other.isEmpty() ? root.resolve("plugins") : Path.of(other).toAbsolutePath();
        if (!Files.isDirectory(directory)) {
            if (other == null || other.isEmpty()) {
                return null;
            }
            throw new LaunchException(PLUGINS + " is '" + other + "', which is no directory; put bundles there, or unset it");
        }
        return directory;
    }

    /** Those at the end of a way, which nobody else may change. */
    private static List<Path> pluginsAt(final List<Path> way) {
        final Path directory = way.get(way.size() - 1);
        try (Stream<Path> files = Files.list(directory)) {
            final List<Path> jars = files.filter(file -> file.getFileName().toString().endsWith(".jar")).sorted().toList();
            for (final Path trusted : jars.isEmpty() ? List.<Path>of() : Stream.concat(way.stream(), jars.stream()).toList()) {
                if (WriteAccess.objection(trusted) != null) {
                    throw new LaunchException("the plugins in " + directory + " are not taken: " + trusted + " " + WriteAccess.objection(trusted)
                        + ", who could run code here; chmod go-w it");
                }
            }
            return jars;
        } catch (IOException e) {
            throw new LaunchException("cannot read the plugins in " + directory + ": " + e, e);
        }
    }

    /** The file that lists the bundles of an assembly. */
    public Path assembly(final String name) {
        return root.resolve("assemblies").resolve(name + ".list");
    }

    /** The jar whose manifest names the launcher's main class and class path: {@code java -jar} of it starts an assembly. */
    public Path launcherJar() {
        return root.resolve("lib").resolve("kindling.jar");
    }

    /** The release, {@code 0.1.0}. */
    public String version() {
        return versionProperty("version");
    }

    /** A hash over the content of all bundles: two homes with the same build run the same code. */
    public String build() {
        return versionProperty("build");
    }

    private String versionProperty(final String key) {
        final Path file = root.resolve("VERSION");
        final Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new LaunchException("cannot read " + file + " of the runtime: " + e, e);
        }
        final String value = properties.getProperty(key);
        if (value == null) {
            throw new LaunchException(file + " has no '" + key + "='; install the distribution again");
        }
        return value;
    }
}
