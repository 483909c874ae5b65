package io.kindling.shuffle.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What a map output had to write before its end: files of segments in the order of the partitions. Used by one thread. */
final class SpilledSegments {

    private final MapOutputId id;
    private final Disks disks;
    private final List<SpillFile> files = new ArrayList<>();

    SpilledSegments(final MapOutputId id, final Disks disks) {
        this.id = id;
        this.disks = disks;
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
        files.add(disks.directories().inFolder(ShuffleStore.folder(id.shuffle()), files.size(), folder -> write(folder.resolve(name), pending)));
    }

    private SpillFile write(final Path path, final PendingBatches pending) throws IOException {
        final long[] ends = new long[pending.partitions()];
        final ByteBuffer buffer = disks.buffers().take();
        try (FileChannel channel = disks.access().open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            final Gathering out = new Gathering(channel, buffer);
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
            throw new IOException("the " + id + " cannot put " + pending.bytes() + " bytes aside: " + e, e);
        } finally {
            disks.buffers().giveBack(buffer);
        }
    }

    /** Writes all partitions one after the other: what is in the files first, then what is pending. */
    void copy(final Gathering out, final PendingBatches pending, final int partitions) throws IOException {
        final List<FileChannel> channels = new ArrayList<>();
        try {
            for (final SpillFile file : files) {
                channels.add(disks.access().open(file.path, StandardOpenOption.READ));
            }
            for (int i = 0; i < partitions; i++) {
                for (int f = 0; f < channels.size(); f++) {
                    out.transfer(channels.get(f), files.get(f).start(i), files.get(f).ends[i]);
                }
                for (final byte[] batch : pending.of(i)) {
                    out.write(batch);
                }
            }
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
}
