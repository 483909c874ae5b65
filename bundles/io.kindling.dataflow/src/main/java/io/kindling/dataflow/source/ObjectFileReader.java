package io.kindling.dataflow.source;

import io.kindling.compression.CompressionCodec;
import io.kindling.compression.CompressionCodecs;
import io.kindling.compression.Frames;
import io.kindling.dataflow.RecordCodec;
import io.kindling.dataflow.RecordCodecException;
import io.kindling.dataflow.RecordReader;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/** Reads what {@link ObjectFileWriter} wrote. Whatever is wrong with the file is an IOException. Used by one thread. */
final class ObjectFileReader {

    private final DataInputStream in;
    private final RecordCodec codec;
    private CompressionCodec compression;
    private RecordReader reader;
    private long frames;
    private boolean begun;
    private boolean ended;

    ObjectFileReader(final InputStream in, final RecordCodec codec) {
        this.in = new DataInputStream(new BufferedInputStream(in, ObjectFiles.FRAME));
        this.codec = codec;
    }

    /** Whether there is another record. */
    boolean hasNext() throws IOException {
        try {
            if (!begun) {
                begin();
            }
            while (!ended && (reader == null || !reader.hasNext())) {
                frame();
            }
            return !ended;
        } catch (final EOFException e) {
            throw new IOException("the file ends in the middle, after " + frames + " frames", e);
        } catch (final RecordCodecException e) {
            throw new IOException("frame " + frames + " cannot be read: " + e.getMessage(), e);
        }
    }

    Object next() throws IOException {
        try {
            return reader.next();
        } catch (final RecordCodecException e) {
            throw new IOException("a record in frame " + frames + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void begin() throws IOException {
        begun = true;
        final int magic = in.readInt();
        final int version = in.readInt();
        if (magic != ObjectFiles.MAGIC) {
            throw new IOException("it was not written by saveAsObjectFile");
        }
        if (version == ObjectFiles.COMPRESSED) {
            compression = codecOf(in.readInt());
        } else if (version != ObjectFiles.VERSION) {
            throw new IOException("it has the version " + version + "; this runtime reads the versions " + ObjectFiles.VERSION + " and " + ObjectFiles.COMPRESSED);
        }
    }

    private static CompressionCodec codecOf(final int number) throws IOException {
        try {
            return CompressionCodecs.of(number);
        } catch (final IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void frame() throws IOException {
        final int length = in.readInt();
        if (length == ObjectFiles.END) {
            final long written = in.readLong();
            if (written != frames) {
                throw new IOException("the file says that it has " + written + " frames, " + frames + " are there");
            }
            ended = true;
            return;
        }
        if (length < 0) {
            throw new IOException("a frame of " + length + " bytes");
        }
        final int expected = in.readInt();
        final byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        final CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        if ((int) checksum.getValue() != expected) {
            throw new IOException("frame " + frames + " has the checksum " + Integer.toHexString((int) checksum.getValue()) + " instead of "
                    + Integer.toHexString(expected));
        }
        frames++;
        reader = codec.reader(compression == null ? bytes : Frames.unpack(compression, bytes, 0));
    }
}
