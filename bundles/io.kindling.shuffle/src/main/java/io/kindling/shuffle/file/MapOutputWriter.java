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
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

/**
 * A map output under way: batches stay in memory as long as it is granted, then go to files, one for each time;
 * committing joins them partition by partition in the final file, which appears by a rename.
 */
final class MapOutputWriter implements PartitionedOutput {

    /** So much is kept whatever the memory says. */
    private static final long LEAST_KEPT = 1L << 18;
    private static final long STEP = 1L << 20;

    private final MapOutputId id;
    private final LocalDirectories directories;
    private final TaskMemory memory;
    private final BiConsumer<MapOutputId, Path> committed;
    private final CRC32C[] checksums;
    private final long[] lengths;
    private final PendingBatches pending;
    private final SpilledSegments spilled;
    private long granted;
    private boolean ended;

    MapOutputWriter(final MapOutputId id, final int partitions, final LocalDirectories directories, final TaskMemory memory,
                    final BiConsumer<MapOutputId, Path> committed) {
        this.id = id;
        this.directories = directories;
        this.memory = memory;
        this.committed = committed;
        this.checksums = new CRC32C[partitions];
        this.lengths = new long[partitions];
        this.pending = new PendingBatches(partitions);
        this.spilled = new SpilledSegments(id, directories);
    }

    @Override
    public void append(final int partition, final byte[] bytes, final int offset, final int length) throws IOException {
        if (ended) {
            throw new IllegalStateException("The " + id + " has ended");
        }
        if (checksums[partition] == null) {
            checksums[partition] = new CRC32C();
        }
        checksums[partition].update(bytes, offset, length);
        lengths[partition] += length;
        pending.add(partition, Arrays.copyOfRange(bytes, offset, offset + length));
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
        final int spread = 31 * id.shuffle() + id.map();
        final Path file = directories.inFolder(ShuffleStore.folder(id.shuffle()), spread, this::writeFinal);
        end();
        committed.accept(id, file);
    }

    private Path writeFinal(final Path folder) throws IOException {
        final Path target = folder.resolve("map-" + id.map() + "-" + id.task());
        final Path temporary = folder.resolve("map-" + id.map() + "-" + id.task() + ".new");
        try {
            try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                writeAll(out, index());
                spilled.copy(out, pending, lengths.length);
            }
            return Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException | RuntimeException e) {
            LocalDirectories.deleteQuietly(temporary);
            throw e;
        }
    }

    private ByteBuffer index() {
        final ByteBuffer index = ByteBuffer.allocate(Math.addExact(FileLayout.HEADER, Math.multiplyExact(FileLayout.ENTRY, lengths.length)));
        FileLayout.putHeader(index, id, lengths.length);
        long offset = index.capacity();
        for (int i = 0; i < lengths.length; i++) {
            final int checksum = checksums[i] == null ? 0 : (int) checksums[i].getValue();
            FileLayout.putEntry(index, id, i, new FileLayout.Entry(offset, lengths[i], checksum));
            offset += lengths[i];
        }
        return index.flip();
    }

    static void writeAll(final FileChannel out, final ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
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
