package io.kindling.storage.memory;

import io.kindling.storage.api.FrameReader;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encoded batches in a file, each after its length and its checksum. Who has it open can read on when it has been deleted. */
record DiskForm(FileOpener files, Path file, long bytes) implements Form {

    private static final Logger LOG = LoggerFactory.getLogger(DiskForm.class);
    static final int HEADER = 8;

    @Override
    public FrameReader open() throws IOException {
        try {
            return new Frames(new DataInputStream(new BufferedInputStream(files.open(file), 1 << 16)));
        } catch (final NoSuchFileException e) {
            throw new IOException("Block file " + file + " is gone", e);
        }
    }

    void delete() {
        try {
            files.delete(file);
        } catch (final IOException e) {
            LOG.warn("Cannot delete the block file {}: {}", file, e.toString());
        }
    }

    static int checksum(final byte[] bytes, final int offset, final int length) {
        final CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }

    private final class Frames implements FrameReader {

        private final DataInputStream in;
        private long left = bytes;

        Frames(final DataInputStream in) {
            this.in = in;
        }

        @Override
        public byte[] next() throws IOException {
            if (left == 0) {
                return null;
            }
            try {
                final int size = in.readInt();
                final int expected = in.readInt();
                left -= HEADER;
                if (size < 0 || size > left) {
                    throw new IOException("Block file " + file + " is damaged: a batch of " + size + " bytes with " + left + " left");
                }
                final byte[] batch = in.readNBytes(size);
                if (batch.length < size) {
                    throw new EOFException();
                }
                left -= size;
                final int found = checksum(batch, 0, size);
                if (found != expected) {
                    throw new IOException("Block file " + file + " is damaged: a batch has the checksum " + Integer.toHexString(found)
                            + " instead of " + Integer.toHexString(expected));
                }
                return batch;
            } catch (final EOFException e) {
                throw new IOException("Block file " + file + " is shorter than it was: " + left + " of " + bytes + " bytes are missing", e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
