package io.kindling.shuffle.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The layout of a map output's file: a header, an index entry for each partition, the blocks in the order of the
 * partitions. Header and entries carry checksums of their own, into which the file's identity goes, so that one
 * entry can be read and believed alone.
 */
final class FileLayout {

    static final int MAGIC = 0x4B444D4F;
    static final int VERSION = 1;
    static final int HEADER = 32;
    static final int ENTRY = 32;
    /** The block's bytes are as they were written; other numbers are for compressions to come. */
    static final int PLAIN = 0;

    private FileLayout() {
    }

    /** Where a block is. */
    record Entry(long offset, long length, int checksum) {
    }

    static void putHeader(final ByteBuffer out, final MapOutputId id, final int partitions) {
        final int start = out.position();
        out.putInt(MAGIC).putInt(VERSION).putInt(id.shuffle()).putInt(id.map()).putLong(id.task()).putInt(partitions);
        out.putInt(checksum(out, start, HEADER - 4, id));
    }

    static void putEntry(final ByteBuffer out, final MapOutputId id, final int partition, final Entry entry) {
        final int start = out.position();
        out.putLong(entry.offset).putLong(entry.length).putInt(entry.checksum).putInt(PLAIN).putInt(partition);
        out.putInt(checksum(out, start, ENTRY - 4, id));
    }

    /** Compares a header; the number of partitions. */
    static int readHeader(final ByteBuffer in, final MapOutputId id) throws IOException {
        final int start = in.position();
        final int magic = in.getInt();
        final int version = in.getInt();
        final boolean same = in.getInt() == id.shuffle() & in.getInt() == id.map() & in.getLong() == id.task();
        final int partitions = in.getInt();
        if (magic != MAGIC || version != VERSION || !same || in.getInt() != checksum(in, start, HEADER - 4, id)) {
            throw new IOException("the file's header is damaged");
        }
        return partitions;
    }

    static Entry readEntry(final ByteBuffer in, final MapOutputId id, final int partition) throws IOException {
        final int start = in.position();
        final Entry entry = new Entry(in.getLong(), in.getLong(), in.getInt());
        final int codec = in.getInt();
        final int written = in.getInt();
        if (in.getInt() != checksum(in, start, ENTRY - 4, id) || written != partition) {
            throw new IOException("the file's index is damaged at partition " + partition);
        }
        if (codec != PLAIN) {
            throw new IOException("the block of partition " + partition + " is compressed with codec " + codec + ", which is unknown here");
        }
        return entry;
    }

    private static int checksum(final ByteBuffer bytes, final int start, final int length, final MapOutputId id) {
        final CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(16).putInt(id.shuffle()).putInt(id.map()).putLong(id.task()).flip());
        checksum.update(bytes.array(), bytes.arrayOffset() + start, length);
        return (int) checksum.getValue();
    }
}
