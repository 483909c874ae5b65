package io.kindling.itests.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Calls of the distribution's {@code kindling} command, each with its output in files. */
final class Kindling {

    private static final long LIMIT_SECONDS = 120;

    private final Path distribution;
    private final Path folder;
    private final Path temporary;

    /** @param folder for the output of its calls, their temporary files and their user's home */
    Kindling(final Path folder) throws IOException {
        this(Installation.home(), folder);
    }

    private Kindling(final Path distribution, final Path folder) throws IOException {
        this.distribution = distribution;
        this.folder = folder;
        temporary = Files.createDirectories(folder.resolve("tmp"));
    }

    /** Calls of a copy of the distribution, into which a test may put what it wants. */
    static Kindling copied(final Path folder) throws IOException {
        final Path copy = folder.resolve("distribution");
        try (Stream<Path> files = Files.walk(home())) {
            for (final Path file : files.toList()) {
                Files.copy(file, copy.resolve(home().relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return new Kindling(copy, folder);
    }

    /** Where that copy is. */
    Path distribution() {
        return distribution;
    }

    /** Puts the bundle that has a class into a directory of the copy. */
    void plug(final Class<?> type, final String directory) throws IOException {
        final Path bundle = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        Files.copy(bundle, Files.createDirectories(distribution.resolve(directory)).resolve(bundle.getFileName()));
    }

    static Path home() {
        return Path.of(System.getProperty("test.distribution"));
    }

    /** What its calls have left in the directory for temporary files. */
    List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.toList();
        }
    }

    /** What its calls have left in the user's home. */
    List<Path> kept() throws IOException {
        final Path home = folder.resolve("home");
        if (!Files.exists(home)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** What a call came to. */
    record Outcome(int exitCode, String out, String err) {

        @Override
        public String toString() {
            return "exit code " + exitCode + "\n--- stdout\n" + out + "\n--- stderr\n" + err;
        }
    }

    /** A call under way. */
    final class Call implements AutoCloseable {

        private final Process process;
        private final Path out;
        private final Path err;

        private Call(final Map<String, String> environment, final List<String> arguments) throws IOException {
            out = Files.createTempFile(folder, "out", ".txt");
            err = Files.createTempFile(folder, "err", ".txt");
            final List<String> command = new ArrayList<>(Signals.prefix());
            command.add(distribution.resolve("bin/kindling").toString());
            command.addAll(arguments);
            final ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            // It lives for seconds: the second compiler would take a fifth of its CPU time and give nothing back. Executors have it.
            builder.environment().put("KINDLING_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + temporary + " -Duser.home=" + folder.resolve("home"));
            builder.environment().remove("KINDLING_PLUGINS");
            builder.environment().putAll(LocalProcesses.environment());
            if (!distribution.equals(home())) {
                builder.environment().put("KINDLING_CACHE", ""); // an archive of loaded classes is made for one place, and a copy is gone before one is there
            }
            builder.environment().putAll(environment);
            process = builder.start();
        }

        Process process() {
            return process;
        }

        String err() throws IOException {
            return Files.readString(err, StandardCharsets.UTF_8);
        }

        /** Sends a signal, e.g. TERM. */
        void signal(final String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
        }

        /** Waits for the end; a call that does not end is an error. */
        Outcome await() throws IOException, InterruptedException {
            return await(LIMIT_SECONDS);
        }

        /** As {@link #await()}, with another limit. */
        Outcome await(final long seconds) throws IOException, InterruptedException {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("The call did not end within " + seconds + " s; stderr: " + err());
            }
            return new Outcome(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), err());
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    Call start(final Map<String, String> environment, final String... arguments) throws IOException {
        return new Call(environment, List.of(arguments));
    }

    Call start(final String... arguments) throws IOException {
        return new Call(Map.of(), List.of(arguments));
    }

    Outcome run(final String... arguments) throws IOException, InterruptedException {
        try (Call call = start(arguments)) {
            return call.await();
        }
    }
}
