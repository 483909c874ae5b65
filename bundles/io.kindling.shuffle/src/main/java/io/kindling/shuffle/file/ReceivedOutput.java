package io.kindling.shuffle.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The file of a map output on its way from another executor; it appears by a rename, once it is whole. Used by one thread. */
public final class ReceivedOutput implements AutoCloseable {

    private final MapOutputId id;
    private final Disks disks;
    private final Committed committed;
    private final Runnable ended;
    private final Path temporary;
    private final FileChannel channel;
    private long total = -1;
    private long filled;

    /** What happens with the file when it is whole. */
    @FunctionalInterface
    interface Committed {
        void file(MapOutputId id, Path file) throws IOException;
    }

    ReceivedOutput(final MapOutputId id, final Disks disks, final Committed committed, final Runnable ended) throws IOException {
        this.id = id;
        this.disks = disks;
        this.committed = committed;
        this.ended = ended;
        temporary = disks.directories().inFolder(ShuffleStore.folder(id.shuffle()), id.spread(), folder -> {
            final Path file = folder.resolve(id.fileName() + ".taken");
            Files.deleteIfExists(file);
            return Files.createFile(file);
        });
        channel = disks.raw().open(temporary, StandardOpenOption.WRITE);
    }

    /** How many bytes are here. */
    public long filled() {
        return filled;
    }

    /** Whether nothing is missing. */
    public boolean isWhole() {
        return filled == total;
    }

    /**
     * Takes what comes next.
     *
     * @param length of the whole file
     * @throws IllegalArgumentException if this cannot be what comes next
     */
    public void write(final long length, final byte[] part) throws IOException {
        if (total < 0 && length >= 0) {
            total = length;
        }
        if (length != total || part.length > total - filled || part.length == 0 && filled < total) {
            throw new IllegalArgumentException("a part of " + part.length + " bytes of " + length + " does not continue a file of " + total
                    + " bytes, of which " + filled + " are here");
        }
        final ByteBuffer bytes = ByteBuffer.wrap(part);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        filled += part.length;
    }

    /** Compares it with its checksums and lets it appear. */
    public void commit() throws IOException {
        channel.close();
        try (MapOutputFile file = MapOutputFile.open(id, temporary, disks)) {
            file.verify();
        }
        committed.file(id, Files.move(temporary, temporary.resolveSibling(id.fileName()), StandardCopyOption.ATOMIC_MOVE));
    }

    /** Ends it; what was not committed is deleted. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            // Nobody reads it; deleted below.
        }
        LocalDirectories.deleteQuietly(temporary);
        ended.run();
    }
}
