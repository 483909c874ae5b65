package io.kindling.shuffle.file;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Buffers between files and the heap, outside of it: given out and taken back, so that no read or write allocates or clears memory of its
 * own. At most as many are kept as were in use at the same time, and no more than {@link #MOST}. Thread-safe.
 */
final class DirectBuffers {

    static final int SIZE = 1 << 18;
    private static final int MOST = 64;

    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();

    ByteBuffer take() {
        final ByteBuffer buffer = free.poll();
        if (buffer == null) {
            return ByteBuffer.allocateDirect(SIZE);
        }
        kept.decrementAndGet();
        return buffer.clear();
    }

    void giveBack(final ByteBuffer buffer) {
        if (kept.incrementAndGet() <= MOST) {
            free.add(buffer);
        } else {
            kept.decrementAndGet();
        }
    }
}
