package io.kindling.dataflow.run;

import io.kindling.compression.CompressionCodec;
import io.kindling.dataflow.source.ObjectFileWriter;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Writes encoded records to a file of this attempt's own.
 *
 * @param codec null if they are not compressed
 */
record SaveObjectsSink(String directory, CompressionCodec codec) implements SinkNode {

    @Override
    public byte[] run(final TaskRun run, final Node input) throws Exception {
        final int partition = run.environment().partition();
        final Path file = AttemptFile.of(run, directory, "");
        try (OutputStream bytes = AttemptFile.open(file); ObjectFileWriter out = new ObjectFileWriter(bytes, run.environment().codec().writer(), codec)) {
            input.drive(run, partition, out::write);
            out.finish();
        } catch (final Throwable e) {
            AttemptFile.discard(file, e);
            throw e;
        }
        return ResultSinks.one(run, file.getFileName().toString());
    }
}
