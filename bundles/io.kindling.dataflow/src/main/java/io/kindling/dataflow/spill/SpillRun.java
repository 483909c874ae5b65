package io.kindling.dataflow.spill;

import io.kindling.compression.Frames;
import io.kindling.dataflow.RecordReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** A run in a file, or in a part of one; read once, then deleted, unless it is to be read again. */
public final class SpillRun {

    private static final int READER = 2048;

    private final SpillSpace space;
    private final Path file;
    private final long start;
    private final long length;
    private final int largest;

    SpillRun(final SpillSpace space, final Path file, final long start, final long length, final int largest) {
        this.space = space;
        this.file = file;
        this.start = start;
        this.length = length;
        this.largest = largest;
    }

    long length() {
        return length;
    }

    /** What whoever goes through it has in memory of it: a reader, a frame, and a record of that. */
    long held() {
        return READER + 2L * largest;
    }

    /** Opens it. */
    public Cursor open() throws IOException {
        return new Cursor(input(), true);
    }

    /** Opens it for one of several readings; the file stays until the attempt ends. */
    public Cursor openAgain() throws IOException {
        return new Cursor(input(), false);
    }

    private InputStream input() throws IOException {
        final InputStream in = space.files().input(file);
        try {
            in.skipNBytes(start);
            return in;
        } catch (final IOException e) {
            in.close();
            throw e instanceof EOFException ? new IOException("Spill file " + file + " is shorter than it was: the run from " + start + " on is missing", e) : e;
        }
    }

    /** Goes through the run's records. Used by one thread. */
    public final class Cursor implements Closeable {

        private final InputStream in;
        private final boolean last;
        private long left = length;
        private RecordReader reader;

        Cursor(final InputStream in, final boolean last) {
            this.in = in;
            this.last = last;
        }

        /** The reader that stands before the next record, or null at the end. */
        public RecordReader next() throws IOException {
            while (reader == null || !reader.hasNext()) {
                if (left == 0) {
                    close();
                    return null;
                }
                reader = frame();
            }
            return reader;
        }

        private RecordReader frame() throws IOException {
            try {
                final ByteBuffer header = ByteBuffer.wrap(in.readNBytes(8));
                if (header.remaining() < 8) {
                    throw new EOFException("a header ends after " + header.remaining() + " bytes");
                }
                final int size = header.getInt();
                final int expected = header.getInt();
                left -= 8;
                if (size < 0 || size > left) {
                    throw new IOException("Spill file " + file + " is damaged: a frame of " + size + " bytes with " + left + " left");
                }
                final byte[] bytes = in.readNBytes(size);
                if (bytes.length < size) {
                    throw new EOFException("a frame of " + size + " bytes ends after " + bytes.length);
                }
                left -= size;
                final CRC32C checksum = new CRC32C();
                checksum.update(bytes, 0, size);
                if ((int) checksum.getValue() != expected) {
                    throw new IOException("Spill file " + file + " is damaged: a frame has the checksum "
                            + Integer.toHexString((int) checksum.getValue()) + " instead of " + Integer.toHexString(expected));
                }
                return space.codec().reader(space.compression() == null ? bytes : Frames.unpack(space.compression(), bytes, 0));
            } catch (final EOFException e) {
                throw new IOException("Spill file " + file + " is shorter than it was: " + left + " of " + length + " bytes are missing", e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
            if (last) {
                Files.deleteIfExists(file);
            }
        }
    }
}
