package io.kindling.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The build's main class for containers: {@code FeaturesBuilder GROUP:ARTIFACT:VERSION OUTLINE BNDRUN-DIR REPOSITORY
 * KARAF-REPOSITORY OUT PROVIDED...} writes to OUT, for an outline of Karaf features, the features file with the bundles of
 * the resolved {@code .bndrun} of each feature's name, an archive with all of it for Karaf, and an OSGi feature of each.
 * The bundles lie in REPOSITORY as in a Maven repository; PROVIDED are those that Karaf has or brings by its own features,
 * and what it would have to fetch of them lies in KARAF-REPOSITORY. The same input gives the same bytes.
 */
public final class FeaturesBuilder {

    private static final int FIXED_ARGUMENTS = 6;

    private final MavenName own;
    private final Path repository;
    private final KarafFeatures features;
    private final Map<String, List<JarRepository.BundleJar>> bundles = new LinkedHashMap<>();

    private FeaturesBuilder(final MavenName own, final Path repository, final KarafFeatures features) {
        this.own = own;
        this.repository = repository;
        this.features = features;
    }

    /** Fails the build with an exception when a feature has no assembly, or a bundle of it is missing or is there twice. */
    public static void main(final String[] args) throws IOException {
        if (args.length < FIXED_ARGUMENTS) {
            throw new IllegalArgumentException(
                "expected GROUP:ARTIFACT:VERSION OUTLINE BNDRUN-DIR REPOSITORY KARAF-REPOSITORY OUT PROVIDED..., got " + List.of(args));
        }
        final String[] name = args[0].split(":");
        final MavenName own = new MavenName(name[0], name[1], name[2]);
        final FeaturesBuilder builder = new FeaturesBuilder(own, Path.of(args[3]), KarafFeatures.read(Path.of(args[1]), own.version()));
        builder.readAssemblies(Path.of(args[2]));
        builder.write(Path.of(args[5]), Path.of(args[4]), Set.copyOf(List.of(args).subList(FIXED_ARGUMENTS, args.length)));
    }

    private void readAssemblies(final Path directory) throws IOException {
        final JarRepository jars = JarRepository.of(repository);
        for (final String feature : features.names()) {
            bundles.put(feature, AssemblyFile.read(directory.resolve(feature + ".bndrun")).bundles().stream().map(jars::bundle).toList());
        }
    }

    private void write(final Path out, final Path karafRepository, final Set<String> provided) throws IOException {
        final SortedMap<String, Path> archived = new TreeMap<>();
        for (final Path jar : JarRepository.of(karafRepository).all()) {
            archived.put(MavenName.of(karafRepository.relativize(jar)).path(), jar);
        }
        Files.createDirectories(out);
        for (final String feature : features.names()) {
            final List<JarRepository.BundleJar> added = added(feature, provided);
            added.forEach(bundle -> archived.put(bundle.mavenName(repository).path(), bundle.path()));
            features.addBundles(feature, names(added));
            Files.writeString(out.resolve(feature + ".json"),
                OsgiFeature.text(own, feature, features.description(feature), names(bundles.get(feature))));
        }
        final String file = own.artifact() + "-" + own.version();
        features.write(out.resolve(file + "-features.xml"));
        KarafArchive.write(out.resolve(file + ".kar"), own, out.resolve(file + "-features.xml"), archived);
    }

    /** What a feature has beyond the features that it takes in. */
    private List<JarRepository.BundleJar> added(final String feature, final Set<String> provided) {
        final Set<String> there = new HashSet<>(provided);
        features.includedIn(feature).forEach(each -> bundles.get(each).forEach(bundle -> there.add(bundle.symbolicName())));
        return bundles.get(feature).stream().filter(bundle -> !there.contains(bundle.symbolicName())).toList();
    }

    private List<MavenName> names(final List<JarRepository.BundleJar> jars) {
        return jars.stream().map(jar -> jar.mavenName(repository)).sorted(Comparator.comparing(MavenName::id)).toList();
    }
}
