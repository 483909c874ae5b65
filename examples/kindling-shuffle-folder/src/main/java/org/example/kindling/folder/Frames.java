package org.example.kindling.folder;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What a file consists of, and what executors send each other: a frame for each batch, with its partition, its length, its checksum, the
 * checksum of these three, and its bytes; at the end one of partition {@link #END}, so that what was cut off is noticed.
 */
final class Frames {

    static final int END = -1;
    private static final int HEADER = 16;

    private Frames() {
    }

    static void write(final OutputStream out, final int partition, final byte[] bytes, final int offset, final int length) throws IOException {
        out.write(header(partition, length, checksum(bytes, offset, length)));
        out.write(bytes, offset, length);
    }

    private static byte[] header(final int partition, final int length, final int checksum) {
        final ByteBuffer header = ByteBuffer.allocate(HEADER).putInt(partition).putInt(length).putInt(checksum);
        return header.putInt(checksum(header.array(), 0, HEADER - Integer.BYTES)).array();
    }

    private static int checksum(final byte[] bytes, final int offset, final int length) {
        final CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }

    /** The next batch of a partition; null at the end. */
    static byte[] next(final DataInputStream in, final int partition) throws IOException {
        while (true) {
            final byte[] header = new byte[HEADER];
            in.readFully(header);
            final ByteBuffer fields = ByteBuffer.wrap(header);
            final int found = fields.getInt();
            final int length = fields.getInt();
            final int checksum = fields.getInt();
            if (checksum(header, 0, HEADER - Integer.BYTES) != fields.getInt()) {
                throw new IOException("the head of a frame is damaged");
            }
            if (found == END) {
                return null;
            } else if (found != partition) {
                in.skipNBytes(length);
                continue;
            }
            final byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("a frame of " + length + " bytes ends after " + bytes.length);
            } else if (checksum(bytes, 0, length) != checksum) {
                throw new IOException("a frame of " + length + " bytes is damaged");
            }
            return bytes;
        }
    }

    /** Copies a partition's frames with an end. */
    static void copy(final DataInputStream in, final int partition, final DataOutputStream out) throws IOException {
        for (byte[] batch; (batch = next(in, partition)) != null;) {
            write(out, partition, batch, 0, batch.length);
        }
        end(out);
    }

    static void end(final OutputStream out) throws IOException {
        write(out, END, new byte[0], 0, 0);
    }

    /** Reads every frame of a file, whatever its partition. */
    static void check(final InputStream in) throws IOException {
        final DataInputStream data = new DataInputStream(in);
        final byte[] header = new byte[HEADER];
        for (int partition = 0; partition != END;) {
            data.readFully(header);
            partition = ByteBuffer.wrap(header).getInt();
            final int length = ByteBuffer.wrap(header).getInt(Integer.BYTES);
            if (length < 0) {
                throw new IOException("a frame has the length " + length);
            }
            final byte[] rest = data.readNBytes(length);
            final ByteBuffer frame = ByteBuffer.allocate(HEADER + rest.length + HEADER).put(header).put(rest);
            frame.put(header(END, 0, 0));
            next(new DataInputStream(new ByteArrayInputStream(frame.array())), partition);
        }
    }
}
