package io.kindling.dataflow.source;

import io.kindling.compression.CompressionCodec;
import io.kindling.compression.Frames;
import io.kindling.dataflow.RecordWriter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/** Writes records into a file of them; without {@link #finish} it has no end. Used by one thread. */
public final class ObjectFileWriter implements Closeable {

    private final DataOutputStream out;
    private final RecordWriter records;
    private final CompressionCodec codec;
    private long frames;

    /** @param codec null for none */
    public ObjectFileWriter(final OutputStream out, final RecordWriter records, final CompressionCodec codec) throws IOException {
        this.out = new DataOutputStream(new BufferedOutputStream(out, ObjectFiles.FRAME));
        this.records = records;
        this.codec = codec;
        this.out.writeInt(ObjectFiles.MAGIC);
        this.out.writeInt(codec == null ? ObjectFiles.VERSION : ObjectFiles.COMPRESSED);
        if (codec != null) {
            this.out.writeInt(codec.number());
        }
    }

    /** Adds a record. */
    public void write(final Object record) throws IOException {
        records.write(record);
        if (records.size() >= ObjectFiles.FRAME) {
            records.drainTo(this::frame);
        }
    }

    private void frame(final byte[] bytes, final int offset, final int length) throws IOException {
        if (codec == null) {
            put(bytes, offset, length);
        } else {
            final byte[] packed = Frames.pack(codec, bytes, offset, length);
            put(packed, 0, packed.length);
        }
    }

    private void put(final byte[] bytes, final int offset, final int length) throws IOException {
        final CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        out.writeInt(length);
        out.writeInt((int) checksum.getValue());
        out.write(bytes, offset, length);
        frames++;
    }

    /** Ends the file. */
    public void finish() throws IOException {
        records.drainTo(this::frame);
        out.writeInt(ObjectFiles.END);
        out.writeLong(frames);
        out.close();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
