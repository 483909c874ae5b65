package io.kindling.storage.memory;

import io.kindling.storage.api.StorageMemory;

/** So much memory. */
final class TestMemory implements StorageMemory {

    final long total;
    long used;

    TestMemory(final long total) {
        this.total = total;
    }

    @Override
    public synchronized boolean acquire(final long bytes) {
        if (bytes > total - used) {
            return false;
        }
        used += bytes;
        return true;
    }

    @Override
    public synchronized void release(final long bytes) {
        used -= bytes;
        if (used < 0) {
            throw new AssertionError("more is given back than was taken");
        }
    }

    @Override
    public synchronized long available() {
        return total - used;
    }
}
