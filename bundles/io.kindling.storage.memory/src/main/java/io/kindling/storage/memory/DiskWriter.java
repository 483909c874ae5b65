package io.kindling.storage.memory;

import io.kindling.storage.api.FileSpace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a block's file under another name until it is whole; goes on in another directory when one fails or is full. Used by one thread. */
final class DiskWriter {

    private static final Logger LOG = LoggerFactory.getLogger(DiskWriter.class);
    private static final int MOST_DIRECTORIES = 8;

    private final FileSpace space;
    private final FileOpener files;
    private final String name;
    private Path target;
    private Path partial;
    private FileOpener.Written out;
    private long written;
    private int failures;

    DiskWriter(final FileSpace space, final FileOpener files, final String name) {
        this.space = space;
        this.files = files;
        this.name = name;
    }

    void append(final byte[] bytes, final int offset, final int length) throws IOException {
        final byte[] frame = new byte[DiskForm.HEADER + length];
        ByteBuffer.wrap(frame).putInt(length).putInt(DiskForm.checksum(bytes, offset, length)).put(bytes, offset, length);
        while (true) {
            try {
                if (out == null) {
                    create();
                }
                out.write(frame, 0, frame.length);
                written += frame.length;
                return;
            } catch (final IOException e) {
                elsewhere(e);
            }
        }
    }

    private void create() throws IOException {
        partial = null;
        target = space.newFile(name);
        partial = target.resolveSibling(target.getFileName() + ".part");
        out = files.create(partial);
    }

    /** Takes what is whole of the file to another directory. */
    private void elsewhere(final IOException cause) throws IOException {
        final Path failed = partial;
        if (failed == null || ++failures > MOST_DIRECTORIES) {
            throw cause; // there is no directory at all
        }
        LOG.warn("Block {} cannot be written to {} after {} bytes: {}", name, failed, written, cause.toString());
        space.failed(failed, cause);
        final FileOpener.Written source = out;
        out = null;
        final long whole = written;
        written = 0;
        try {
            if (whole > 0) {
                create();
                copy(failed, source, whole);
            }
        } finally {
            close(source, failed);
            deleteQuietly(failed);
        }
    }

    private void copy(final Path from, final FileOpener.Written source, final long length) throws IOException {
        try (InputStream in = source.read()) {
            final byte[] buffer = new byte[1 << 16];
            while (written < length) {
                final int read = in.read(buffer, 0, (int) Math.min(buffer.length, length - written));
                if (read < 0) {
                    throw new IOException(from + " is shorter than what was written to it");
                }
                out.write(buffer, 0, read);
                written += read;
            }
        }
    }

    DiskForm finish() throws IOException {
        if (out == null) {
            create(); // an empty block is one too
        }
        try {
            out.close();
        } catch (final IOException e) { // of a sealed file the last frame is written only now, of a small one all
            space.failed(partial, e);
            throw e;
        }
        out = null;
        files.rename(partial, target);
        return new DiskForm(files, target, written);
    }

    /** Leaves nothing; not after {@link #finish}. */
    void abort() {
        close(out, partial);
        out = null;
        if (partial != null) {
            deleteQuietly(partial);
        }
    }

    private static void close(final FileOpener.Written file, final Path path) {
        if (file != null) {
            try {
                file.close();
            } catch (final IOException e) {
                LOG.debug("{} does not close", path, e); // it is not needed any more
            }
        }
    }

    private void deleteQuietly(final Path file) {
        try {
            files.delete(file);
        } catch (final IOException e) {
            LOG.warn("Cannot delete {}: {}", file, e.toString());
        }
    }
}
