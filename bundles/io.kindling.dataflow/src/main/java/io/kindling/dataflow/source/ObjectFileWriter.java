package io.kindling.dataflow.source;

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
    private long frames;

    public ObjectFileWriter(final OutputStream out, final RecordWriter records) throws IOException {
        this.out = new DataOutputStream(new BufferedOutputStream(out, ObjectFiles.FRAME));
        this.records = records;
        this.out.writeInt(ObjectFiles.MAGIC);
        this.out.writeInt(ObjectFiles.VERSION);
    }

    /** Adds a record. */
    public void write(final Object record) throws IOException {
        records.write(record);
        if (records.size() >= ObjectFiles.FRAME) {
            records.drainTo(this::frame);
        }
    }

    private void frame(final byte[] bytes, final int offset, final int length) throws IOException {
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
