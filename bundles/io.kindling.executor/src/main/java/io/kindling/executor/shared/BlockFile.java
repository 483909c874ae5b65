package io.kindling.executor.shared;

import io.kindling.common.files.DataFiles;
import io.kindling.protocol.message.ContentPlan;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The blocks of one content as they travel: in memory if they are few, else each in a file of its own, for they come in any order. Each
 * access opens that file for itself: an interrupt closes the channel that its thread uses, and a task that is killed must not take the blocks
 * from all others. Thread-safe.
 */
final class BlockFile implements AutoCloseable {

    private static final long MOST_IN_MEMORY = 1 << 20;
    private static final byte[] IN_FILE = new byte[0];

    private final ContentPlan plan;
    private final AtomicReferenceArray<byte[]> blocks;
    private final DataFiles opener;
    private final Path file; // what the names of all begin with; null if they are in memory
    private volatile boolean broken;

    /** Where a file may be. */
    interface Places {

        Path newFile() throws IOException;

        /** Opens it. */
        default DataFiles files() {
            return DataFiles.PLAIN;
        }
    }

    /** Without any block yet. */
    BlockFile(final ContentPlan plan, final Places places) throws IOException {
        this.plan = plan;
        blocks = new AtomicReferenceArray<>(plan.lengths().length);
        opener = places.files();
        file = Arrays.stream(plan.lengths()).asLongStream().sum() <= MOST_IN_MEMORY ? null : places.newFile();
    }

    ContentPlan plan() {
        return plan;
    }

    /** Whether a block is there. */
    boolean has(final int block) {
        return block >= 0 && block < blocks.length() && blocks.get(block) != null;
    }

    private Path of(final int block) {
        return file.resolveSibling(file.getFileName() + "-" + block);
    }

    /** Takes a block that has been verified. */
    void put(final int block, final byte[] bytes) throws IOException {
        if (file == null) {
            blocks.set(block, bytes);
            return;
        }
        try (OutputStream out = opener.output(of(block))) {
            out.write(bytes);
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
        try (InputStream in = opener.input(of(block))) {
            final byte[] bytes = in.readNBytes(plan.lengths()[block]);
            if (bytes.length < plan.lengths()[block]) {
                throw new EOFException("The file " + of(block) + " is shorter than it was: " + bytes.length + " of " + plan.lengths()[block] + " bytes");
            }
            return bytes;
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
        for (int block = 0; file != null && block < blocks.length(); block++) {
            Files.deleteIfExists(of(block));
        }
    }
}
