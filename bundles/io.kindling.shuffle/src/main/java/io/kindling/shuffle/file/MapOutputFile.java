package io.kindling.shuffle.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** A map output's file, open for reading. Used by one thread. */
public final class MapOutputFile implements AutoCloseable {

    private static final int VERIFY_BYTES = 1 << 18;

    private final MapOutputId id;
    private final FileChannel channel;
    private final int partitions;

    private MapOutputFile(final MapOutputId id, final FileChannel channel) throws IOException {
        this.id = id;
        this.channel = channel;
        this.partitions = FileLayout.readHeader(read(0, FileLayout.HEADER), id);
    }

    static MapOutputFile open(final MapOutputId id, final Path file) throws IOException {
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new MapOutputFile(id, channel);
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Where the block of a partition is. */
    FileLayout.Entry entry(final int partition) throws IOException {
        if (partition < 0 || partition >= partitions) {
            throw new IOException("it has " + partitions + " partitions, not partition " + partition);
        }
        final FileLayout.Entry entry = FileLayout.readEntry(
                read(FileLayout.HEADER + (long) FileLayout.ENTRY * partition, FileLayout.ENTRY), id, partition);
        if (entry.offset() < 0 || entry.length() < 0 || entry.length() > channel.size() - entry.offset()) {
            throw new EOFException("the file has " + channel.size() + " bytes, the block of partition " + partition + " ends at "
                    + (entry.offset() + entry.length()));
        }
        return entry;
    }

    /** The whole file as if it were a block without a checksum. */
    FileLayout.Entry all() throws IOException {
        return new FileLayout.Entry(0, channel.size(), 0);
    }

    /** Compares the whole file with the checksums in it. */
    void verify() throws IOException {
        final ByteBuffer buffer = ByteBuffer.allocate(VERIFY_BYTES);
        long end = FileLayout.HEADER + (long) FileLayout.ENTRY * partitions;
        for (int partition = 0; partition < partitions; partition++) {
            final FileLayout.Entry entry = entry(partition);
            if (entry.offset() != end) {
                throw new IOException("the block of partition " + partition + " begins at " + entry.offset() + " instead of " + end);
            }
            end += entry.length();
            final int checksum = checksum(entry, buffer);
            if (checksum != entry.checksum()) {
                throw damaged(partition, checksum, entry);
            }
        }
        if (end != channel.size()) {
            throw new IOException("the file has " + channel.size() + " bytes instead of " + end);
        }
    }

    private int checksum(final FileLayout.Entry entry, final ByteBuffer buffer) throws IOException {
        final CRC32C checksum = new CRC32C();
        for (long at = 0; at < entry.length(); at += buffer.position()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), entry.length() - at));
            if (channel.read(buffer, entry.offset() + at) <= 0) {
                throw new EOFException("the file ends after " + channel.size() + " bytes");
            }
            checksum.update(buffer.array(), 0, buffer.position());
        }
        return (int) checksum.getValue();
    }

    private static IOException damaged(final int partition, final int checksum, final FileLayout.Entry entry) {
        return new IOException("the block of partition " + partition + " has the checksum " + Integer.toHexString(checksum)
                + " instead of " + Integer.toHexString(entry.checksum()));
    }

    /** A part of a block, not compared with its checksum. */
    byte[] part(final FileLayout.Entry entry, final long offset, final int length) throws IOException {
        return read(entry.offset() + offset, length).array();
    }

    /** A whole block, compared with its checksum. */
    byte[] block(final int partition) throws IOException {
        final FileLayout.Entry entry = entry(partition);
        if (entry.length() > Integer.MAX_VALUE - 16) {
            throw new IOException("the block of partition " + partition + " has " + entry.length() + " bytes, too many for one; use more partitions");
        }
        final byte[] block = part(entry, 0, (int) entry.length());
        final CRC32C checksum = new CRC32C();
        checksum.update(block, 0, block.length);
        if ((int) checksum.getValue() != entry.checksum()) {
            throw damaged(partition, (int) checksum.getValue(), entry);
        }
        return block;
    }

    private ByteBuffer read(final long position, final int length) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("the file ends after " + channel.size() + " bytes");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
