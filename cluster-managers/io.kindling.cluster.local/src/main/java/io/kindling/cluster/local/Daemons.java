package io.kindling.cluster.local;

import io.kindling.cluster.api.ClusterException;
import io.kindling.common.RuntimeCommand;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The master and the workers of one local cluster: child processes that end with this JVM, in a directory that goes with them. */
final class Daemons {

    private static final Logger LOG = LoggerFactory.getLogger(Daemons.class);
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long POLL_MILLIS = 10;
    /** More than a worker takes that ends its executors, waits for its bundles and removes its files. */
    private static final long END_MILLIS = 12_000;
    private static final int TAIL_BYTES = 4 * 1024;
    private static final List<String> JVM_OPTIONS = List.of("-Xmx256m", "-Xms16m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-XX:MaxMetaspaceSize=128m", "-XX:ReservedCodeCacheSize=32m", "-XX:MaxDirectMemorySize=64m",
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));

    private final BiFunction<String, ProcessBuilder, Process> children;
    private final String application;
    private final int workers;
    private final Path directory;

    Daemons(final BiFunction<String, ProcessBuilder, Process> children, final String application, final int workers, final Path directory) {
        this.children = children;
        this.application = application;
        this.workers = workers;
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    int workers() {
        return workers;
    }

    Path credential() {
        return directory.resolve("credential");
    }

    /**
     * Starts them all at once; the workers wait for the master by themselves.
     *
     * @return the master's URL
     * @throws ClusterException if the master does not start; everything is ended and removed then
     */
    String start(final Path home, final LocalClusterUrl url) throws ClusterException {
        try {
            final Process master = start(home, "master", List.of("--port", "0", "--scratch", directory.toString()));
            for (int i = 0; i < workers; i++) {
                final Path own = Files.createDirectory(directory.resolve("worker-" + i));
                start(home, "worker-" + i, List.of("--cores", Integer.toString(url.cores()), "--memory", url.memoryMiB() + "m",
                        "--work-dir", own.resolve("work").toString(), "--scratch", own.toString()));
            }
            return awaitMaster(master);
        } catch (final IOException | UncheckedIOException e) {
            end();
            throw new ClusterException("cannot start a local cluster in " + directory + ": " + reason(e), e);
        } catch (final ClusterException e) {
            end();
            throw e;
        }
    }

    /** Ends the processes, waiting a dozen seconds at the most, and removes the directory. */
    void end() {
        final List<Process> running = new ArrayList<>();
        IntStream.rangeClosed(-1, workers - 1).mapToObj(i -> children.apply(name(i < 0 ? "master" : "worker-" + i), null))
                .filter(Objects::nonNull).forEach(running::add);
        // Their executors have ended already, or end with their pipes.
        running.forEach(Process::destroy);
        final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MILLIS);
        for (final Process process : running) {
            try {
                if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly().waitFor(END_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (final InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        Directories.remove(directory);
    }

    private Process start(final Path home, final String role, final List<String> options) throws IOException {
        final List<String> arguments = new ArrayList<>(List.of("--host", "127.0.0.1", "--credentials", credential().toString(), "--exit-with-parent"));
        arguments.addAll(options);
        final List<String> command = RuntimeCommand.of(home, JVM_OPTIONS, role.startsWith("worker") ? "worker" : role, arguments);
        final ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.redirectOutput(directory.resolve(role + ".out").toFile()).redirectError(directory.resolve(role + ".err").toFile());
        // A driver that is updated in place is not its cluster.
        builder.environment().remove("KINDLING_UPDATES");
        return children.apply(name(role), builder);
    }

    private String name(final String role) {
        return "local-cluster/" + application + "/" + directory.getFileName() + "/" + role;
    }

    /** The master writes its credential when its port is open, and its address into it. */
    private String awaitMaster(final Process master) throws ClusterException, IOException {
        final long deadline = System.nanoTime() + START_NANOS;
        while (System.nanoTime() - deadline < 0) {
            final String url = masterUrl();
            if (url != null) {
                return url;
            }
            try {
                if (master.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new ClusterException("the master of the local cluster ended with exit code " + master.exitValue() + ": " + tail());
                }
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClusterException("interrupted while the local cluster started", e);
            }
        }
        throw new ClusterException("the master of the local cluster was not ready within " + TimeUnit.NANOSECONDS.toSeconds(START_NANOS) + " s: " + tail());
    }

    private String masterUrl() throws IOException {
        try {
            final Properties values = new Properties();
            values.load(new StringReader(Files.readString(credential(), StandardCharsets.UTF_8)));
            return values.getProperty("master");
        } catch (final NoSuchFileException e) {
            LOG.trace("Not ready: {}", e.getMessage());
            return null;
        }
    }

    /** The message of a file's error is its name alone. */
    private static String reason(final Exception e) {
        return e instanceof FileSystemException || e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** What the master has said last; where that cannot be read, why not: it must not hide what is reported with it. */
    private String tail() {
        try (RandomAccessFile file = new RandomAccessFile(directory.resolve("master.err").toFile(), "r")) {
            final long start = Math.max(0, file.length() - TAIL_BYTES);
            file.seek(start);
            final byte[] bytes = new byte[(int) (file.length() - start)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (final IOException e) {
            return "(what it wrote cannot be read: " + e.getMessage() + ")";
        }
    }
}
