package io.kindling.dataflow.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** The output file of one attempt; which attempt's counts is the driver's to say. */
final class AttemptFile {

    private AttemptFile() {
    }

    /** Where it is; {@code ending} is that of its compression. */
    static Path of(final TaskRun run, final String directory, final String ending) {
        return Path.of(directory, String.format(Locale.ROOT, "part-%05d-%d%s", run.environment().partition(), run.environment().taskId(), ending));
    }

    static OutputStream open(final Path file) throws IOException {
        try {
            return Files.newOutputStream(file);
        } catch (final NoSuchFileException e) {
            throw new IOException("Output directory " + file.getParent() + " is missing here; every executor must see it under the same path", e);
        }
    }

    static void discard(final Path file, final Throwable cause) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            cause.addSuppressed(e);
        }
    }
}
