package io.kindling.shuffle.file;

import io.kindling.dataflow.ShuffleAccess.PartitionedOutput;
import io.kindling.dataflow.TaskMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A map output under way: frames stay in memory as long as it is granted, then go to files, one for each time;
 * committing joins them partition by partition in the final file, which appears by a rename.
 */
final class MapOutputWriter implements PartitionedOutput {

    /** So much is kept whatever the memory says. */
    private static final long LEAST_KEPT = 1L << 18;
    private static final long STEP = 1L << 20;

    private final MapOutputId id;
    private final Disks disks;
    private final TaskMemory memory;
    private final Committed committed;
    private final FrameWriter frames;
    private final CRC32C[] checksums;
    private final long[] lengths;
    private final PendingBatches pending;
    private final SpilledSegments spilled;
    private long granted;
    private boolean ended;

    /** What happens with a file that is whole. */
    @FunctionalInterface
    interface Committed {
        void file(MapOutputId id, Path file, MapOutputIndex index);
    }

    MapOutputWriter(final MapOutputId id, final int partitions, final Disks disks, final TaskMemory memory, final Committed committed) {
        this.id = id;
        this.disks = disks;
        this.memory = memory;
        this.committed = committed;
        this.frames = new FrameWriter(disks.codec());
        this.checksums = new CRC32C[partitions];
        this.lengths = new long[partitions];
        this.pending = new PendingBatches(partitions);
        this.spilled = new SpilledSegments(id, disks);
    }

    @Override
    public void append(final int partition, final byte[] bytes, final int offset, final int length) throws IOException {
        if (ended) {
            throw new IllegalStateException("The " + id + " has ended");
        }
        if (length == 0) {
            return;
        }
        final byte[] frame = frames.frame(bytes, offset, length);
        if (checksums[partition] == null) {
            checksums[partition] = new CRC32C();
        }
        checksums[partition].update(frame, 0, FrameWriter.HEADER);
        lengths[partition] += frame.length;
        pending.add(partition, frame);
        if (pending.bytes() > granted) {
            granted += memory.acquire(Math.max(pending.bytes() - granted, STEP));
            if (pending.bytes() > granted && pending.bytes() > LEAST_KEPT) {
                spilled.add(pending);
                pending.clear();
                release();
            }
        }
    }

    private void release() {
        if (granted > 0) {
            memory.release(granted);
            granted = 0;
        }
    }

    @Override
    public void commit() throws IOException {
        if (ended) {
            throw new IllegalStateException("The " + id + " has ended");
        }
        final MapOutputIndex index = index();
        final Path file = disks.directories().inFolder(ShuffleStore.folder(id.shuffle()), id.spread(), folder -> writeFinal(folder, index));
        end();
        committed.file(id, file, index);
    }

    private MapOutputIndex index() {
        final long[] ends = new long[lengths.length];
        final int[] sums = new int[lengths.length];
        long offset = MapOutputIndex.begin(lengths.length);
        for (int i = 0; i < lengths.length; i++) {
            offset += lengths[i];
            ends[i] = offset;
            sums[i] = checksums[i] == null ? 0 : (int) checksums[i].getValue();
        }
        return new MapOutputIndex(ends, sums);
    }

    private Path writeFinal(final Path folder, final MapOutputIndex index) throws IOException {
        final Path target = folder.resolve(id.fileName());
        final Path temporary = folder.resolve(id.fileName() + ".new");
        final ByteBuffer buffer = disks.buffers().take();
        try {
            try (FileChannel channel = disks.access().open(temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                final Gathering out = new Gathering(channel, buffer);
                FileLayout.putHeader(out.room(FileLayout.HEADER), id, lengths.length, disks.codecNumber());
                for (int i = 0; i < lengths.length; i++) {
                    FileLayout.putEntry(out.room(FileLayout.ENTRY), id, i, index.entry(i));
                }
                spilled.copy(out, pending, lengths.length);
                out.flush();
            }
            return Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            LocalDirectories.deleteQuietly(temporary);
            throw new IOException("the " + id + ", a file of " + index.end() + " bytes, cannot be written: " + e, e);
        } finally {
            disks.buffers().giveBack(buffer);
        }
    }

    private void end() {
        ended = true;
        pending.clear();
        spilled.delete();
        release();
    }

    @Override
    public void abort() {
        if (!ended) {
            end();
        }
    }
}
