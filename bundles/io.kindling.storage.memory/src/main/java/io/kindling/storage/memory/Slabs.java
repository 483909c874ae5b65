package io.kindling.storage.memory;

import io.kindling.storage.api.StorageMemory;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Memory outside of the heap in pieces of one size, which are used again: the JVM gives such memory back only when it collects garbage. Thread-safe. */
final class Slabs {

    static final int BYTES = 64 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(Slabs.class);

    private final StorageMemory memory;
    private final Deque<ByteBuffer> free = new ArrayDeque<>();

    /** @param memory the cap */
    Slabs(final StorageMemory memory) {
        this.memory = memory;
    }

    /** A piece, or null if there is none. */
    ByteBuffer take() {
        if (!memory.acquire(BYTES)) {
            return null;
        }
        synchronized (this) {
            final ByteBuffer known = free.poll();
            if (known != null) {
                return known.clear();
            }
        }
        try {
            return ByteBuffer.allocateDirect(BYTES);
        } catch (final OutOfMemoryError e) {
            LOG.warn("The JVM gives no memory outside of the heap, less than kindling.memory.offHeap.size says: {}", e.getMessage());
            memory.release(BYTES);
            return null;
        }
    }

    void giveBack(final ByteBuffer slab) {
        synchronized (this) {
            free.push(slab);
        }
        memory.release(BYTES);
    }
}
