package io.kindling.itests.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Calls of the distribution's {@code kindling} command, each with its output in files. */
final class Kindling {

    private static final long LIMIT_SECONDS = 120;

    private final Path folder;

    Kindling(final Path folder) {
        this.folder = folder;
    }

    static Path home() {
        return Path.of(System.getProperty("kindling.test.distribution"));
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

        private Call(final List<String> arguments) throws IOException {
            out = Files.createTempFile(folder, "out", ".txt");
            err = Files.createTempFile(folder, "err", ".txt");
            final List<String> command = new ArrayList<>(List.of(home().resolve("bin/kindling").toString()));
            command.addAll(arguments);
            process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        }

        Process process() {
            return process;
        }

        String err() throws IOException {
            return Files.readString(err, StandardCharsets.UTF_8);
        }

        /** Waits for the end; a call that does not end is an error. */
        Outcome await() throws IOException, InterruptedException {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("The call did not end within " + LIMIT_SECONDS + " s; stderr: " + err());
            }
            return new Outcome(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), err());
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    Call start(final String... arguments) throws IOException {
        return new Call(List.of(arguments));
    }

    Outcome run(final String... arguments) throws IOException, InterruptedException {
        try (Call call = start(arguments)) {
            return call.await();
        }
    }
}
