package org.example.kindling.folder;

import io.kindling.common.files.DataFiles;
import io.kindling.dataflow.ShuffleAccess.PartitionedOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A map output under way: nobody sees it before it is whole. */
final class FileOutput implements PartitionedOutput {

    private final Path file;
    private final Path begun;
    private final OutputStream out;
    private boolean ended;

    FileOutput(final DataFiles files, final Path file) throws IOException {
        this.file = file;
        begun = file.resolveSibling("begun-" + file.getFileName());
        out = new BufferedOutputStream(files.output(begun));
    }

    @Override
    public void append(final int partition, final byte[] bytes, final int offset, final int length) throws IOException {
        Frames.write(out, partition, bytes, offset, length);
    }

    @Override
    public void commit() throws IOException {
        Frames.end(out);
        out.close();
        Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
        ended = true;
    }

    @Override
    public void abort() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            out.close();
            Files.deleteIfExists(begun);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
