package io.kindling.dataflow.source;

import io.kindling.api.PortableDataStream;
import io.kindling.api.Tuple2;
import io.kindling.dataflow.RecordCodec;
import io.kindling.protocol.stage.FileBatch;
import io.kindling.protocol.stage.FileFormat;
import io.kindling.protocol.stage.TextSplit;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** The records of files, one file after the other. Used by one thread. */
public final class FileRecords implements Closeable {

    private static final int BUFFER = 1 << 17;
    private static final int LONGEST = Integer.MAX_VALUE - 16;

    private final FileFormat format;
    private final int recordLength;
    private final RecordCodec codec;
    private final Iterator<TextSplit> splits;
    private InputFile file;
    private TextSplit split;
    private InputStream in;
    private ObjectFileReader objects;
    private long left;
    private Object found;

    /** @param codec for files of records of a data set */
    public FileRecords(final FileFormat format, final FileBatch batch, final RecordCodec codec) {
        this.format = format;
        this.recordLength = batch.recordLength();
        this.codec = codec;
        this.splits = batch.splits().iterator();
    }

    /** Goes to the next record; false at the end. */
    public boolean next() throws IOException {
        while (true) {
            if (file == null) {
                if (!splits.hasNext()) {
                    return false;
                }
                begin(splits.next());
            }
            try {
                if (in != null && read()) {
                    return true;
                }
                if (in != null) {
                    file.ended();
                }
            } catch (final IOException e) {
                file.failed(e);
            }
            end();
        }
    }

    /** The record gone to. */
    public Object record() {
        return found;
    }

    private void begin(final TextSplit next) throws IOException {
        split = next;
        file = new InputFile(next);
        left = next.length();
        try {
            final InputStream opened = file.open(next.start());
            in = opened == null ? null : new BufferedInputStream(opened, BUFFER); // small records are read one by one
            objects = format == FileFormat.OBJECTS && in != null ? new ObjectFileReader(in, codec) : null;
        } catch (final IOException e) {
            file.failed(e);
        }
    }

    /** The next record of the open file; false if there is none. */
    private boolean read() throws IOException {
        switch (format) {
            case OBJECTS -> {
                if (!objects.hasNext()) {
                    return false;
                }
                found = objects.next();
                return true;
            }
            case RECORDS -> {
                return fixed();
            }
            default -> {
                return whole();
            }
        }
    }

    private boolean fixed() throws IOException {
        if (left <= 0) {
            return false;
        }
        final byte[] record = in.readNBytes(recordLength);
        if (record.length < recordLength) {
            throw new EOFException("a record of " + recordLength + " bytes ends after " + record.length);
        }
        left -= recordLength;
        found = record;
        return true;
    }

    private boolean whole() throws IOException {
        if (left < 0) {
            return false;
        }
        left = -1;
        final String name = "file:" + split.path();
        if (format == FileFormat.BINARY) {
            found = new Tuple2<>(name, new PortableDataStream(name, split.fileLength(), split.modifiedMillis()));
            return true;
        }
        final byte[] bytes = in.readNBytes(LONGEST);
        if (bytes.length == LONGEST && in.read() >= 0) {
            throw new IOException("Input file " + split.path() + " is larger than 2 GiB, too large for one string; read it with textFile or binaryFiles");
        }
        found = new Tuple2<>(name, new String(bytes, StandardCharsets.UTF_8));
        return true;
    }

    private void end() throws IOException {
        final InputStream open = in;
        file = null;
        objects = null;
        in = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
