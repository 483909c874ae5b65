package io.kindling.executor.shared;

import io.kindling.protocol.message.ContentPlan;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The blocks of one content as they travel: in memory if they are few, else in a file. Each access opens that file for itself: an interrupt
 * closes the channel that its thread uses, and a task that is killed must not take the blocks from all others. Thread-safe.
 */
final class BlockFile implements AutoCloseable {

    private static final long MOST_IN_MEMORY = 1 << 20;
    private static final byte[] IN_FILE = new byte[0];

    private final ContentPlan plan;
    private final long[] offsets;
    private final AtomicReferenceArray<byte[]> blocks;
    private final Path file; // null if they are in memory
    private volatile boolean broken;

    /** Where a file may be. */
    interface Places {

        Path newFile() throws IOException;
    }

    /** Without any block yet. */
    BlockFile(final ContentPlan plan, final Places places) throws IOException {
        this.plan = plan;
        offsets = new long[plan.lengths().length + 1];
        for (int i = 0; i < plan.lengths().length; i++) {
            offsets[i + 1] = offsets[i] + plan.lengths()[i];
        }
        blocks = new AtomicReferenceArray<>(plan.lengths().length);
        if (offsets[offsets.length - 1] <= MOST_IN_MEMORY) {
            file = null;
        } else {
            file = Files.createFile(places.newFile());
        }
    }

    ContentPlan plan() {
        return plan;
    }

    /** Whether a block is there. */
    boolean has(final int block) {
        return block >= 0 && block < blocks.length() && blocks.get(block) != null;
    }

    /** Takes a block that has been verified. */
    void put(final int block, final byte[] bytes) throws IOException {
        if (file == null) {
            blocks.set(block, bytes);
            return;
        }
        final ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (buffer.hasRemaining()) {
                channel.write(buffer, offsets[block] + buffer.position());
            }
        } catch (final IOException e) {
            throw failed(e);
        }
        blocks.set(block, IN_FILE);
    }

    /** A block that is there; null if it is not. */
    byte[] get(final int block) throws IOException {
        if (!has(block)) {
            return null;
        }
        if (file == null) {
            return blocks.get(block);
        }
        final ByteBuffer buffer = ByteBuffer.allocate(plan.lengths()[block]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offsets[block] + buffer.position()) < 0) {
                    throw new EOFException("The file " + file + " is shorter than it was");
                }
            }
            return buffer.array();
        } catch (final IOException e) {
            throw failed(e);
        }
    }

    private IOException failed(final IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return new InterruptedIOException("the task was ended while it used the file " + file);
        }
        broken = true;
        return cause;
    }

    /** Whether its file could not be written or read: what is to be had of it is better fetched again into another one. */
    boolean isBroken() {
        return broken;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
