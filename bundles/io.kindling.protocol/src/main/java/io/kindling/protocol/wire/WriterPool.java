package io.kindling.protocol.wire;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;

/** Keeps a few buffers for the next message, in the instance and not by thread, so that they go when it goes. */
final class WriterPool {

    private static final int KEPT = 8;
    private static final int LARGEST_KEPT = 1 << 18;

    private final ArrayBlockingQueue<BinaryFieldWriter> free = new ArrayBlockingQueue<>(KEPT);

    /** @throws TooLongException if the fields take more than {@code limit} bytes */
    byte[] write(final Consumer<FieldWriter> fields, final int limit) {
        final BinaryFieldWriter pooled = free.poll();
        final BinaryFieldWriter writer = pooled == null ? new BinaryFieldWriter() : pooled;
        fields.accept(writer.limit(limit));
        final byte[] result = writer.take();
        if (result.length <= LARGEST_KEPT) {
            free.offer(writer); // a full pool drops it; so does a writer that threw, which may be half-written
        }
        return result;
    }
}
