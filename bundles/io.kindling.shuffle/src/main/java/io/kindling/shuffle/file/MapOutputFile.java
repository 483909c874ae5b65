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
            throw new IOException("the block of partition " + partition + " has the checksum " + Integer.toHexString((int) checksum.getValue())
                    + " instead of " + Integer.toHexString(entry.checksum()));
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
