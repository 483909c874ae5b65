package io.kindling.dataflow.spill;

import io.kindling.compression.CompressionCodec;
import io.kindling.compression.Frames;
import io.kindling.dataflow.RecordWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Writes a run, or several into one file: frames of encoded records, perhaps compressed, each with its length and checksum. */
public final class SpillWriter implements Closeable {

    /** A frame is closed when it has so many bytes; its last record may make it larger. */
    static final int FRAME = 1 << 15;

    private final SpillSpace space;
    private final Path file;
    private final OutputStream out;
    private final RecordWriter records;
    private final CompressionCodec codec;
    private byte[] packed = {};
    private long bytes;
    /** Where the run begins. */
    private long start;
    private int largest;

    public SpillWriter(final SpillSpace space) throws IOException {
        this.space = space;
        this.file = space.newFile();
        this.out = space.files().output(file);
        this.codec = space.compression();
        this.records = space.codec().writer();
    }

    /** Adds a record. */
    public void write(final Object record) throws IOException {
        records.write(record);
        flushIfFull();
    }

    /** Adds a pair. */
    public void writePair(final Object key, final Object value) throws IOException {
        records.writePair(key, value);
        flushIfFull();
    }

    private void flushIfFull() throws IOException {
        if (records.size() >= FRAME) {
            records.drainTo(this::frame);
        }
    }

    private void frame(final byte[] source, final int offset, final int length) throws IOException {
        largest = Math.max(largest, length);
        if (codec == null) {
            put(source, offset, length);
            return;
        }
        final int bound = Frames.bound(codec, length);
        if (packed.length < bound) {
            packed = new byte[bound];
        }
        put(packed, 0, Frames.pack(codec, source, offset, length, packed, 0));
    }

    private void put(final byte[] source, final int offset, final int length) throws IOException {
        final CRC32C checksum = new CRC32C();
        checksum.update(source, offset, length);
        out.write(ByteBuffer.allocate(8).putInt(length).putInt((int) checksum.getValue()).array());
        out.write(source, offset, length);
        bytes += 8L + length;
    }

    /** How much is in the file. */
    public long bytes() {
        return bytes;
    }

    /** Ends a run; what is written next is another one. Whoever reads runs of one file leaves it to the others: {@link SpillRun#openAgain}. */
    public SpillRun endRun() throws IOException {
        records.drainTo(this::frame);
        final SpillRun run = new SpillRun(space, file, start, bytes - start, largest);
        start = bytes;
        largest = 0;
        space.spilled(run.length());
        return run;
    }

    /** Ends the run, and the file. */
    public SpillRun finish() throws IOException {
        final SpillRun run = endRun();
        out.close();
        return run;
    }

    /** Ends the file; harmless after {@link #finish}. */
    @Override
    public void close() throws IOException {
        out.close();
    }
}
