package io.kindling.dataflow.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Writes each record's text as a line to a file of this attempt's own. */
record SaveTextSink(String directory) implements SinkNode {

    private static final int BUFFER = 1 << 16;

    @Override
    public byte[] run(final TaskRun run, final Node input) throws Exception {
        final int partition = run.environment().partition();
        final String name = String.format(Locale.ROOT, "part-%05d-%d", partition, run.environment().taskId());
        final Path file = Path.of(directory, name);
        try (BufferedWriter out = open(file)) {
            input.drive(run, partition, record -> {
                out.write(String.valueOf(record));
                out.write('\n');
            });
        } catch (final Throwable e) {
            discard(file, e);
            throw e;
        }
        return ResultSinks.one(run, name);
    }

    private BufferedWriter open(final Path file) throws IOException {
        try {
            // An encoder that replaces what UTF-8 cannot say, as String.getBytes does.
            return new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8), BUFFER);
        } catch (final NoSuchFileException e) {
            throw new IOException("Output directory " + directory + " is missing here; every executor must see it under the same path", e);
        }
    }

    private static void discard(final Path file, final Throwable cause) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            cause.addSuppressed(e);
        }
    }
}
