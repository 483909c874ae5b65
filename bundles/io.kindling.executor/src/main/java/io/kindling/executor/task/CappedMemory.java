package io.kindling.executor.task;

import io.kindling.storage.api.StorageMemory;
import java.util.concurrent.atomic.AtomicLong;

/** Memory that nobody else uses, up to a cap. Thread-safe. */
public final class CappedMemory implements StorageMemory {

    private final long cap;
    private final AtomicLong used = new AtomicLong();

    public CappedMemory(final long cap) {
        this.cap = cap;
    }

    @Override
    public boolean acquire(final long bytes) {
        return used.getAndUpdate(now -> bytes > cap - now ? now : now + bytes) <= cap - bytes;
    }

    @Override
    public void release(final long bytes) {
        used.addAndGet(-bytes);
    }

    @Override
    public long available() {
        return cap - used.get();
    }
}
