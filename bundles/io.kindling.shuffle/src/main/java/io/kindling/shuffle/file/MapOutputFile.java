package io.kindling.shuffle.file;

import io.kindling.protocol.message.ShuffleChunk;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A map output's file, open for reading. Used by one thread. */
final class MapOutputFile implements AutoCloseable {

    private final MapOutputId id;
    private final Path path;
    private final Disks disks;
    private final FileChannel channel;
    private final int partitions;

    private MapOutputFile(final MapOutputId id, final Path path, final Disks disks, final FileChannel channel) throws IOException {
        this.id = id;
        this.path = path;
        this.disks = disks;
        this.channel = channel;
        this.partitions = FileLayout.readHeader(read(0, FileLayout.HEADER), id, disks.codecNumber());
    }

    /** Opens a file and compares its header. */
    static MapOutputFile open(final MapOutputId id, final Path file, final Disks disks) throws IOException {
        final FileChannel channel = disks.access().open(file, StandardOpenOption.READ);
        try {
            return new MapOutputFile(id, file, disks, channel);
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
    }

    FileChannel channel() {
        return channel;
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

    /** Compares the whole file with the checksums in it. */
    void verify() throws IOException {
        long end = MapOutputIndex.begin(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            final FileLayout.Entry entry = entry(partition);
            if (entry.offset() != end) {
                throw new IOException("the block of partition " + partition + " begins at " + entry.offset() + " instead of " + end);
            }
            end += entry.length();
            verify(entry, partition);
        }
        if (end != channel.size()) {
            throw new IOException("the file has " + channel.size() + " bytes instead of " + end);
        }
    }

    /** Compares one block with its checksums. */
    void verify(final FileLayout.Entry entry, final int partition) throws IOException {
        try (BlockReader block = new BlockReader(channel, entry, disks)) {
            while (block.next() != null) {
                continue; // every frame is compared when it is read
            }
        } catch (final IOException e) {
            throw new IOException("the block of partition " + partition + ": " + e.getMessage(), e);
        }
    }

    /** A part of the file as it is on the disk, as if it were a block without a checksum. */
    ShuffleChunk.BlockPart part(final int map, final long offset, final int room) throws IOException {
        try (FileChannel raw = disks.raw().open(path, StandardOpenOption.READ)) {
            return part(map, raw, new FileLayout.Entry(0, raw.size(), 0), offset, room);
        }
    }

    /** A part of a block, not compared with its checksums. */
    ShuffleChunk.BlockPart part(final int map, final FileLayout.Entry entry, final long offset, final int room) throws IOException {
        return part(map, channel, entry, offset, room);
    }

    private ShuffleChunk.BlockPart part(final int map, final FileChannel from, final FileLayout.Entry entry, final long offset, final int room)
            throws IOException {
        if (offset > entry.length()) {
            throw new IOException("a part from " + offset + " was asked for, the block has " + entry.length() + " bytes");
        }
        final byte[] part = new byte[(int) Math.min(room, entry.length() - offset)];
        final ByteBuffer window = disks.buffers().take();
        try {
            for (int done = 0; done < part.length;) {
                window.clear().limit(Math.min(window.capacity(), part.length - done));
                final int read = from.read(window, entry.offset() + offset + done);
                if (read <= 0) {
                    throw new EOFException("the file ends after " + from.size() + " bytes");
                }
                window.flip().get(part, done, read);
                done += read;
            }
            return new ShuffleChunk.BlockPart(map, entry.length(), entry.checksum(), part);
        } finally {
            disks.buffers().giveBack(window);
        }
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
