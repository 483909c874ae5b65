package io.kindling.dataflow.run;

import io.kindling.dataflow.source.ObjectFileWriter;
import java.io.OutputStream;
import java.nio.file.Path;

/** Writes encoded records to a file of this attempt's own. */
record SaveObjectsSink(String directory) implements SinkNode {

    @Override
    public byte[] run(final TaskRun run, final Node input) throws Exception {
        final int partition = run.environment().partition();
        final Path file = AttemptFile.of(run, directory, "");
        try (OutputStream bytes = AttemptFile.open(file); ObjectFileWriter out = new ObjectFileWriter(bytes, run.environment().codec().writer())) {
            input.drive(run, partition, out::write);
            out.finish();
        } catch (final Throwable e) {
            AttemptFile.discard(file, e);
            throw e;
        }
        return ResultSinks.one(run, file.getFileName().toString());
    }
}
