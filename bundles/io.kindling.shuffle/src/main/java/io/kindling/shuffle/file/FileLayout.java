package io.kindling.shuffle.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The layout of a map output's file: a header, an index entry for each partition, the blocks in the order of the
 * partitions. Header and entries carry checksums of their own, into which the file's identity goes, so that one
 * entry can be read and believed alone. A block is a row of frames, see {@link FrameParser}; its checksum is that of their headers.
 */
final class FileLayout {

    static final int MAGIC = 0x4B444D4F;
    static final int VERSION = 2;
    static final int HEADER = 36;
    static final int ENTRY = 24;
    /** Frames are as they were written; other numbers are those of compression codecs. */
    static final int PLAIN = 0;

    private FileLayout() {
    }

    /** Where a block is. */
    record Entry(long offset, long length, int checksum) {
    }

    static void putHeader(final ByteBuffer out, final MapOutputId id, final int partitions, final int codec) {
        final ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putInt(MAGIC).putInt(VERSION).putInt(id.shuffle()).putInt(id.map()).putLong(id.task()).putInt(partitions).putInt(codec);
        header.putInt(checksum(header, HEADER - 4, id, -1));
        out.put(header.flip());
    }

    static void putEntry(final ByteBuffer out, final MapOutputId id, final int partition, final Entry entry) {
        final ByteBuffer bytes = ByteBuffer.allocate(ENTRY);
        bytes.putLong(entry.offset).putLong(entry.length).putInt(entry.checksum);
        bytes.putInt(checksum(bytes, ENTRY - 4, id, partition));
        out.put(bytes.flip());
    }

    /** Compares a header; the number of partitions. */
    static int readHeader(final ByteBuffer in, final MapOutputId id, final int expectedCodec) throws IOException {
        final int magic = in.getInt();
        final int version = in.getInt();
        final boolean same = in.getInt() == id.shuffle() & in.getInt() == id.map() & in.getLong() == id.task();
        final int partitions = in.getInt();
        final int codec = in.getInt();
        if (magic != MAGIC || version != VERSION || !same || in.getInt() != checksum(in, HEADER - 4, id, -1)) {
            throw new IOException("the file's header is damaged");
        }
        if (codec != expectedCodec) {
            throw new IOException("its blocks are compressed with codec " + codec + ", here " + expectedCodec + " is configured");
        }
        return partitions;
    }

    static Entry readEntry(final ByteBuffer in, final MapOutputId id, final int partition) throws IOException {
        final Entry entry = new Entry(in.getLong(), in.getLong(), in.getInt());
        if (in.getInt() != checksum(in, ENTRY - 4, id, partition)) {
            throw new IOException("the file's index is damaged at partition " + partition);
        }
        return entry;
    }

    private static int checksum(final ByteBuffer bytes, final int length, final MapOutputId id, final int partition) {
        final CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(20).putInt(id.shuffle()).putInt(id.map()).putLong(id.task()).putInt(partition).flip());
        checksum.update(bytes.array(), bytes.arrayOffset(), length);
        return (int) checksum.getValue();
    }
}
