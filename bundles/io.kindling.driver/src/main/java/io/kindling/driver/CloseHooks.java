package io.kindling.driver;

import io.kindling.api.KindlingException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an application wants done when its context is closed. Thread-safe: its lock guards the list, and nothing else. */
final class CloseHooks {

    private static final Logger LOG = LoggerFactory.getLogger(CloseHooks.class);
    private static final int MOST = 10_000;

    private final Deque<Runnable> hooks = new ArrayDeque<>();
    private boolean closed;

    synchronized void add(final Runnable hook) {
        if (closed) {
            throw new KindlingException("The context has been closed: nothing can be added to its end");
        }
        if (hooks.size() == MOST) {
            throw new KindlingException("The context has " + MOST + " hooks at its end already; use one for many things");
        }
        hooks.push(hook);
    }

    /** Does them, the last one first; those that are added meanwhile too. */
    void run() {
        for (Runnable next; (next = next()) != null;) {
            try {
                next.run();
            } catch (final RuntimeException | LinkageError e) {
                LOG.warn("A hook at the end of a context failed [hook={}]", next.getClass().getName(), e);
            }
        }
    }

    private synchronized Runnable next() {
        closed = hooks.isEmpty();
        return hooks.poll();
    }
}
