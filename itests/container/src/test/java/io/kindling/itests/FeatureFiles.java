package io.kindling.itests;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.ID;

/** The OSGi features that the build has made, read by the feature service of others. */
final class FeatureFiles {

    private final Path directory = Path.of(System.getProperty("kindling.test.features"));
    private final Path repository = Path.of(System.getProperty("kindling.test.repository"));

    /** The names of the features. */
    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length())).sorted().toList();
        }
    }

    Feature read(final String name) {
        try (Reader reader = Files.newBufferedReader(directory.resolve(name + ".json"))) {
            return new FeatureServiceImpl().readFeature(reader);
        } catch (final IOException e) {
            throw new UncheckedIOException("The feature " + name + " cannot be read; run 'mvn package' first", e);
        }
    }

    /** The jars of a feature's bundles. */
    List<Path> bundles(final String name) {
        return read(name).getBundles().stream().map(bundle -> jar(bundle.getID())).toList();
    }

    private Path jar(final ID id) {
        return repository.resolve(id.getGroupId().replace('.', '/')).resolve(id.getArtifactId()).resolve(id.getVersion())
                .resolve(id.getArtifactId() + "-" + id.getVersion() + ".jar");
    }
}
