package io.kindling.cluster.testkit;

import io.kindling.common.ApplicationId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Processes of {@link FakeExecutor} that an adapter starts, and what they prove. */
public final class FakeExecutors {

    private final Path directory;

    /** @param directory where the processes leave their proofs; the same machine as theirs */
    public FakeExecutors(final Path directory) {
        this.directory = directory;
    }

    /**
     * A runtime's home whose executors are fake: {@code java -jar HOME/lib/kindling.jar executor} starts one, as
     * {@code RuntimeCommand} would a real one.
     */
    public Path home() {
        final Path jar = directory.resolve("home").resolve("lib").resolve("kindling.jar");
        final Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeExecutor.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, FakeExecutor.class.getProtectionDomain().getCodeSource().getLocation().toString());
        try {
            Files.createDirectories(jar.getParent());
            try (OutputStream out = Files.newOutputStream(jar); JarOutputStream written = new JarOutputStream(out, manifest)) {
                written.finish();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory.resolve("home");
    }

    /** The environment that an executor must get to leave its proof. */
    Map<String, String> environment(final ApplicationId application, final int executor) {
        return Map.of(FakeExecutor.PROOF, file(application, executor).toString());
    }

    /** What an executor has proven; fails if it has not within the limit. */
    Proof await(final ApplicationId application, final int executor, final Duration limit) throws IOException {
        final Path file = file(application, executor);
        if (!Await.holds(() -> Files.exists(file), limit)) {
            throw new AssertionError("no process has read the bootstrap of executor " + executor + " of " + application
                    + " and found " + FakeExecutor.PROOF + " in its environment");
        }
        final Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new Proof(properties);
    }

    private Path file(final ApplicationId application, final int executor) {
        return directory.resolve(application.value() + "-" + executor + ".properties");
    }

    /** What one process was started with. */
    static final class Proof {

        private final Properties properties;

        private Proof(final Properties properties) {
            this.properties = properties;
        }

        long pid() {
            return Long.parseLong(properties.getProperty(FakeExecutor.PID));
        }

        byte[] bootstrap() {
            return Base64.getDecoder().decode(properties.getProperty(FakeExecutor.BOOTSTRAP));
        }

        String environment(final String name) {
            return properties.getProperty(FakeExecutor.ENVIRONMENT + name);
        }

        String property(final String name) {
            return properties.getProperty(FakeExecutor.PROPERTY + name);
        }

        boolean mentions(final String text) {
            return properties.entrySet().stream().filter(e -> !e.getKey().equals(FakeExecutor.BOOTSTRAP)).anyMatch(e -> e.getValue().toString().contains(text));
        }
    }
}
