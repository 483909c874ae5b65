package io.kindling.shuffle.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What a map output had to write before its end: files of segments in the order of the partitions. Used by one thread. */
final class SpilledSegments {

    private static final int BUFFER = 1 << 18;

    private final MapOutputId id;
    private final LocalDirectories directories;
    private final List<SpillFile> files = new ArrayList<>();

    SpilledSegments(final MapOutputId id, final LocalDirectories directories) {
        this.id = id;
        this.directories = directories;
    }

    /** @param ends where each partition's segment ends */
    private record SpillFile(Path path, long[] ends) {

        long start(final int partition) {
            return partition == 0 ? 0 : ends[partition - 1];
        }
    }

    /** Writes everything that is pending into a file. */
    void add(final PendingBatches pending) throws IOException {
        final String name = "map-" + id.map() + "-" + id.task() + ".spill-" + files.size();
        files.add(directories.inFolder(ShuffleStore.folder(id.shuffle()), files.size(), folder -> write(folder.resolve(name), pending)));
    }

    private static SpillFile write(final Path path, final PendingBatches pending) throws IOException {
        final long[] ends = new long[pending.partitions()];
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            final Gathering out = new Gathering(channel);
            long position = 0;
            for (int i = 0; i < ends.length; i++) {
                for (final byte[] batch : pending.of(i)) {
                    out.write(batch);
                    position += batch.length;
                }
                ends[i] = position;
            }
            out.flush();
            return new SpillFile(path, ends);
        } catch (final IOException e) {
            LocalDirectories.deleteQuietly(path);
            throw e;
        }
    }

    /** Writes all partitions one after the other: what is in the files first, then what is pending. */
    void copy(final FileChannel target, final PendingBatches pending, final int partitions) throws IOException {
        final List<FileChannel> channels = new ArrayList<>();
        try {
            for (final SpillFile file : files) {
                channels.add(FileChannel.open(file.path, StandardOpenOption.READ));
            }
            final Gathering out = new Gathering(target);
            for (int i = 0; i < partitions; i++) {
                for (int f = 0; f < channels.size(); f++) {
                    out.transfer(channels.get(f), files.get(f).start(i), files.get(f).ends[i]);
                }
                for (final byte[] batch : pending.of(i)) {
                    out.write(batch);
                }
            }
            out.flush();
        } finally {
            for (final FileChannel channel : channels) {
                channel.close();
            }
        }
    }

    void delete() {
        files.forEach(file -> LocalDirectories.deleteQuietly(file.path));
        files.clear();
    }

    /** Gathers small writes. */
    private static final class Gathering {

        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

        Gathering(final FileChannel channel) {
            this.channel = channel;
        }

        void write(final byte[] bytes) throws IOException {
            if (bytes.length > buffer.remaining()) {
                flush();
            }
            if (bytes.length > buffer.remaining()) {
                MapOutputWriter.writeAll(channel, ByteBuffer.wrap(bytes));
            } else {
                buffer.put(bytes);
            }
        }

        void transfer(final FileChannel source, final long start, final long end) throws IOException {
            if (start == end) {
                return;
            }
            flush();
            long at = start;
            while (at < end) {
                final long moved = source.transferTo(at, end - at, channel);
                if (moved <= 0) {
                    throw new EOFException("A spill file of a map output ends at " + at + ", " + end + " bytes were written");
                }
                at += moved;
            }
        }

        void flush() throws IOException {
            MapOutputWriter.writeAll(channel, buffer.flip());
            buffer.clear();
        }
    }
}
