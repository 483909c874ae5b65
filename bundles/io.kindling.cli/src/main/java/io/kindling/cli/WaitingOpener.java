package io.kindling.cli;

import io.kindling.api.KindlingConf;
import io.kindling.api.KindlingException;
import io.kindling.api.KindlingHealth;
import io.kindling.api.spi.ContextBackend;
import io.kindling.api.spi.ContextOpener;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Opens contexts with the service that is there, and waits for it a little while there is none: bundles may still be starting, or one
 * is being replaced. So a program runs on when the service goes. Thread-safe.
 */
final class WaitingOpener implements ContextOpener {

    private final KindlingHealth health;
    private final long limitNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition came = lock.newCondition();
    private ContextOpener current;

    /** @param health says why there is none */
    WaitingOpener(final KindlingHealth health, final long limitMillis) {
        this.health = health;
        this.limitNanos = TimeUnit.MILLISECONDS.toNanos(limitMillis);
    }

    void come(final ContextOpener opener) {
        lock.lock();
        try {
            current = opener;
            came.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void go(final ContextOpener opener) {
        lock.lock();
        try {
            if (current == opener) {
                current = null;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ContextBackend open(final KindlingConf conf, final ClassLoader owner) {
        return await().open(conf, owner);
    }

    private ContextOpener await() {
        lock.lock();
        try {
            long left = limitNanos;
            while (current == null && left > 0) {
                left = came.awaitNanos(left);
            }
            if (current == null) {
                throw new KindlingException("No context can be made after " + TimeUnit.NANOSECONDS.toMillis(limitNanos) + " ms: " + health.text());
            }
            return current;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KindlingException("interrupted while waiting until a context can be made", e);
        } finally {
            lock.unlock();
        }
    }
}
