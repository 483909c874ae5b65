package io.kindling.executor.shared;

import io.kindling.protocol.message.ContentPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The blocks of one content as they travel: in memory if they are few, else in a file. Thread-safe.
 */
final class BlockFile implements AutoCloseable {

    private static final long MOST_IN_MEMORY = 1 << 20;
    private static final byte[] IN_FILE = new byte[0];

    private final ContentPlan plan;
    private final long[] offsets;
    private final AtomicReferenceArray<byte[]> blocks;
    private final Path path;
    private final FileChannel file;

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
            path = null;
            file = null;
        } else {
            path = places.newFile();
            file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
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
        while (buffer.hasRemaining()) {
            file.write(buffer, offsets[block] + buffer.position());
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
        while (buffer.hasRemaining()) {
            if (file.read(buffer, offsets[block] + buffer.position()) < 0) {
                throw new IOException("The file " + path + " is shorter than it was");
            }
        }
        return buffer.array();
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            Files.deleteIfExists(path);
        }
    }
}
