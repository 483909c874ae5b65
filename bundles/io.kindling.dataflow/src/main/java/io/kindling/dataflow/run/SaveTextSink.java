package io.kindling.dataflow.run;

import io.kindling.compression.FileCompression;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes each record's text as a line to a file of this attempt's own. */
record SaveTextSink(String directory, String compression) implements SinkNode {

    private static final int BUFFER = 1 << 16;

    @Override
    public byte[] run(final TaskRun run, final Node input) throws Exception {
        final int partition = run.environment().partition();
        final FileCompression format = FileCompression.of(compression);
        final Path file = AttemptFile.of(run, directory, format == null ? "" : format.ending());
        try (BufferedWriter out = writer(AttemptFile.open(file), format)) {
            input.drive(run, partition, record -> {
                out.write(String.valueOf(record));
                out.write('\n');
            });
        } catch (final Throwable e) {
            AttemptFile.discard(file, e);
            throw e;
        }
        return ResultSinks.one(run, file.getFileName().toString());
    }

    private static BufferedWriter writer(final OutputStream file, final FileCompression format) throws IOException {
        try {
            // An encoder that replaces what UTF-8 cannot say, as String.getBytes does.
            return new BufferedWriter(new OutputStreamWriter(format == null ? file : format.output(file), StandardCharsets.UTF_8), BUFFER);
        } catch (final IOException e) {
            file.close();
            throw e;
        }
    }
}
